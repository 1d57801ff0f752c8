#include "players/options.h"

#include "common/command_line.h"
#include "common/text/number.h"
#include "players/predef.h"

#include <limits>

#include <fmt/format.h>

namespace players {

namespace {

constexpr const char* description =
    "Plays the two players of a predefined pair at the same time. Each move is one line:\n"
    "a direction (N, E, S or W) and the player's name. With --strategy careful, answers\n"
    "the messages of a match on standard input.";

/// The arguments as they were given.
struct Given {
    std::optional<int> predef;
    std::vector<PlayerSpec> players;
    bool list = false;
    bool has_speed = false;
};

constexpr std::string_view random_name = "random";
constexpr std::string_view careful_name = "careful";

Strategy parse_strategy(const std::string& text) {
    if (text == random_name) return Strategy::random;
    if (text == careful_name) return Strategy::careful;
    throw common::unknown_choice(text, {random_name, careful_name});
}

void add_who_plays(CLI::App& app, Given& given) {
    common::add_single(app, "PREDEF", "",
                       fmt::format("Which pair, {} to {}; default: 1", first_predef, last_predef),
                       [&given](const std::string& text) {
                           given.predef = static_cast<int>(
                               common::whole_number_between(text, first_predef, last_predef));
                       });
    common::add_switch(app, "--list", "List the predefined pairs and exit",
                       [&given] { given.list = true; });
    common::add_repeatable(
        app, "--player", "NAME:CYCLESxPERIOD", "A player instead of a pair: zoe:5x0.3s; repeatable",
        [&given](const std::string& text) { given.players.push_back(parse_player(text)); });
}

void add_how_they_play(CLI::App& app, Given& given, Options& options) {
    common::add_single(
        app, "--strategy", "NAME", "random, or careful: plays who the match says; default: random",
        [&options](const std::string& text) { options.strategy = parse_strategy(text); });
    common::add_single(app, "--seed", "N", "Make the same moves on every run",
                       [&options](const std::string& text) {
                           constexpr auto max = std::numeric_limits<std::uint64_t>::max();
                           options.seed = common::whole_number_between(text, 0, max);
                       });
    common::add_single(app, "--speed", "X", "Run X times faster, X above 0; default: 1",
                       [&given, &options](const std::string& text) {
                           options.speed = common::positive_number(text);
                           given.has_speed = true;
                       });
}

std::vector<PlayerSpec> who_plays(const Given& given) {
    if (given.players.empty()) return predef(given.predef.value_or(first_predef));
    if (given.predef) {
        throw common::UsageError(
            "PREDEF", fmt::format("got {} beside --player, takes one or the other", *given.predef));
    }
    return given.players;
}

/// A match says itself who plays, and when.
void check_careful(const Given& given) {
    const char* useless = nullptr;
    if (given.has_speed) useless = "--speed";
    if (!given.players.empty()) useless = "--player";
    if (given.predef) useless = "PREDEF";
    if (useless != nullptr) {
        throw common::UsageError(useless,
                                 "cannot be used with --strategy careful, which plays "
                                 "who the match says");
    }
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
    Options options;
    Given given;
    CLI::App app(description, "players");
    add_who_plays(app, given);
    add_how_they_play(app, given, options);
    common::add_help_and_version(app, "players " GAME_VERSION);
    options.answer = common::parse_command_line(app, argc, argv);
    if (options.answer) return options;
    if (options.strategy == Strategy::careful) {
        check_careful(given);
    } else {
        options.players = who_plays(given);
    }
    if (given.list) options.answer = list_predefs();
    return options;
}

}  // namespace players
