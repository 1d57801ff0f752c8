/// The command line of `players` (players(1)).
#pragma once

#include "players/player_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace players {

/// What the arguments ask for.
struct Options {
    /// The text to print for `--help`, `--version` or `--list`. If there is one, nobody plays.
    std::optional<std::string> answer;
    std::vector<PlayerSpec> players;    ///< in the order given
    std::optional<std::uint64_t> seed;  ///< none: another one each run
    double speed = 1;                   ///< finite, > 0; divides every duration
};

/// Throws common::UsageError.
Options parse_options(int argc, const char* const* argv);

}  // namespace players
