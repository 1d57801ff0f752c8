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
    "a direction (N, E, S or W) and the player's name.";

/// The arguments as they were given.
struct Given {
    std::optional<int> predef;
    std::vector<PlayerSpec> players;
    bool list = false;
};

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

void add_how_they_play(CLI::App& app, Options& options) {
    common::add_single(app, "--seed", "N", "Make the same moves on every run",
                       [&options](const std::string& text) {
                           constexpr auto max = std::numeric_limits<std::uint64_t>::max();
                           options.seed = common::whole_number_between(text, 0, max);
                       });
    common::add_single(
        app, "--speed", "X", "Run X times faster, X above 0; default: 1",
        [&options](const std::string& text) { options.speed = common::positive_number(text); });
}

std::vector<PlayerSpec> who_plays(const Given& given) {
    if (given.players.empty()) return predef(given.predef.value_or(first_predef));
    if (given.predef) {
        throw common::UsageError(
            "PREDEF", fmt::format("got {} beside --player, takes one or the other", *given.predef));
    }
    return given.players;
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
    Options options;
    Given given;
    CLI::App app(description, "players");
    add_who_plays(app, given);
    add_how_they_play(app, options);
    common::add_help_and_version(app, "players " GAME_VERSION);
    options.answer = common::parse_command_line(app, argc, argv);
    if (options.answer) return options;
    options.players = who_plays(given);
    if (given.list) options.answer = list_predefs();
    return options;
}

}  // namespace players
