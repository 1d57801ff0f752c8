#include "game/options/review_options.h"

#include "common/text/number.h"
#include "common/text/text.h"
#include "game/options/conflicts.h"
#include "game/options/option_values.h"

#include <limits>

#include <fmt/format.h>

namespace game {

namespace {

constexpr const char* turn_argument = "TURN";

common::UsageError unexpected(const std::string& argument) {
    return {"SCENARIO",
            fmt::format("unexpected argument {} (see --help)", common::in_quotes(argument))};
}

void complete_ask(const std::optional<std::vector<std::string>>& rest, Options& options) {
    options.asked_player = options.scenario.string();
    options.scenario.clear();
    if (options.asked_player.empty()) {
        throw common::UsageError("PLAYER", "got nothing, takes a player of the log (see --help)");
    }
    if (!rest) return;
    if (rest->empty() || rest->front().empty()) {
        throw common::UsageError("COMMAND",
                                 "got nothing, takes a program and its arguments (see --help)");
    }
    options.commands = {*rest};
}

}  // namespace

void add_review_options(CLI::App& app, Options& options) {
    common::add_single(app, "--verify", "LOG", "Play the moves of a log again, and compare",
                       [&options](const std::string& text) { options.verify = file_name(text); });
    common::add_single(app, "--ask", "LOG",
                       "Ask a bot what a player was asked: --ask LOG PLAYER [TURN] [-- COMMAND]",
                       [&options](const std::string& text) { options.ask = file_name(text); });
    common::add_list(
        app, turn_argument, "",
        "With --ask: the last turn that the bot is told; with --standings:\nmore results",
        [&options](const std::string& text) {
            if (!options.ask) {
                options.results.emplace_back(text);
            } else if (options.asked_turn) {
                throw unexpected(text);
            } else {
                constexpr auto most = std::numeric_limits<std::uint64_t>::max();
                options.asked_turn = common::whole_number_between(text, 1, most);
            }
        })
        ->allow_extra_args();
}

bool complete_review_options(const CLI::App& app,
                             const std::optional<std::vector<std::string>>& rest,
                             Options& options) {
    const CLI::Option* const turn = app.get_option(turn_argument);
    if (turn->count() > 0 && !options.ask && options.output.standings.empty()) {
        throw unexpected(turn->results().front());
    }
    if (!options.verify && !options.ask) return false;
    // It runs nothing but a referee or a bot, and writes nothing but its findings.
    const char* const review = options.ask ? "--ask" : "--verify";
    refuse_others(app, {review, "--launcher", "SCENARIO", turn_argument}, review);
    if (options.ask) {
        complete_ask(rest, options);
    } else if (!options.scenario.empty() || rest) {
        throw common::UsageError(rest ? "COMMAND" : "SCENARIO", "cannot be combined with --verify");
    }
    return true;
}

}  // namespace game
