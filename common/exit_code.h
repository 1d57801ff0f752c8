/// The exit codes that both programs share (players(1) and game(1)).
#pragma once

namespace common {

/// How a program ended. `game` stopped by signal N exits with `exit_signal_base + N` instead, as
/// shells report it.
enum ExitCode : int {
    exit_success = 0,
    exit_failure = 1,  ///< the work could not be done, or part of it failed
    exit_usage = 2,    ///< unusable arguments or scenario
};

inline constexpr int exit_signal_base = 128;

}  // namespace common
