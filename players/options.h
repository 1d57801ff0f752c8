/// The command line of `players` (players(1)).
#pragma once

#include "players/player_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace players {

/// How moves are chosen.
enum class Strategy : std::uint8_t {
    random,   ///< at random, at random times
    careful,  ///< in answer to the messages of a match, which also says who plays
};

/// What the arguments ask for.
struct Options {
    /// The text to print for `--help`, `--version` or `--list`. If there is one, nobody plays.
    std::optional<std::string> answer;
    Strategy strategy = Strategy::random;
    std::vector<PlayerSpec> players;    ///< of `random`, in the order given
    std::optional<std::uint64_t> seed;  ///< none: another one each run, or the one of the match
    double speed = 1;                   ///< finite, > 0; divides every duration
};

/// Throws common::UsageError.
Options parse_options(int argc, const char* const* argv);

}  // namespace players
