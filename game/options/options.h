/// This room reads the command line of `game` (game(1)).
///
/// parse_options, here, declares the options and returns what they ask for. option_values.h reads
/// their values; conflicts.h says which of them cannot be given together. The options that make
/// `game` look at a logged match again are in review_options.h. tournament_options.h checks the
/// options beside a scenario with a tournament, and says how that is played.
///
/// The room may use play and what is below it, whose settings the options become; main uses it.
#pragma once

#include "common/listening_address.h"
#include "common/part.h"
#include "common/text/wall_time.h"
#include "game/commands/control_access.h"
#include "game/reporters/output_settings.h"
#include "game/scenario/scenario.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// What the arguments ask for. What is not given is left to the scenario, or to the defaults.
struct Options {
    /// The text that `--help` or `--version` asks for. If there is one, nothing is played.
    std::optional<std::string> answer;
    std::filesystem::path scenario;  ///< `-` is standard input; empty with any of the next three,
                                     ///< and with `verify` and `ask`
    std::vector<std::vector<std::string>> commands;  ///< to run at once, in place of a scenario
    std::vector<std::filesystem::path> replay;  ///< a log, or one of each part of a run, in place
                                                ///< of the scenario
    std::optional<std::string> referee;  ///< the name of built-in rules, in place of the scenario
    std::optional<std::filesystem::path> players;
    std::optional<std::vector<std::string>> launcher;
    std::optional<std::uint64_t> max_running;  ///< at least 1
    std::optional<async::Duration> stop_timeout;
    std::optional<std::uint64_t> seed;
    std::optional<double> speed;               ///< finite, > 0
    std::optional<common::Part> part;          ///< of the scenario, which alone is run
    std::optional<common::WallTime> start_at;  ///< the run begins then
    bool has_clock = true;
    bool has_keyboard = true;
    OutputSettings output;
    bool check = false;
    bool fail_fast = false;
    bool keep_running = false;
    bool has_limits = true;                       ///< of a match
    std::optional<std::filesystem::path> verify;  ///< a log, in place of the scenario
    std::optional<std::filesystem::path> ask;     ///< likewise; `commands` may have a bot
    std::string asked_player;                     ///< with `ask`
    std::optional<std::uint64_t> asked_turn;      ///< likewise
    std::vector<std::filesystem::path> results;   ///< of a tournament, in place of the scenario
    std::optional<std::filesystem::path> control;
    std::optional<ControlAccess> control_access;    ///< only with `control`
    std::optional<common::ListeningAddress> serve;  ///< the run can be watched there
    bool lets_people_play = false;                  ///< only with `serve`
    std::optional<std::string> key_player;          ///< plays with the keys; only with `--live`
};

/// Throws common::UsageError.
Options parse_options(int argc, const char* const* argv);

}  // namespace game
