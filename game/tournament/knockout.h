/// Knockout tournaments.
#pragma once

#include "game/tournament/pairings.h"

#include <cstddef>
#include <span>
#include <vector>

namespace game::tournament {

/// The seeds, from 0, in the order of the lines of a standard bracket of `size`, a power of two.
/// Lines 0 and 1 meet first, the winner meets that of lines 2 and 3, and so on. If the better seed
/// always wins, the sum of the seeds of all who meet is the same in each round: so the best two can
/// meet only in the final, the best four only before it.
std::vector<std::size_t> bracket_seeds(std::size_t size);

/// The next wave: the pairings of a round of the bracket, `rounds` encounters each; or one more
/// encounter of each pairing that is tied, at most most_extra_encounters times. None if there is a
/// winner.
///
/// The bracket is the smallest that holds all players. Who would meet a seed that is not there has
/// a bye. Of a pairing, who has more points in its encounters advances.
///
/// Throws std::invalid_argument if `played` is not a number of waves.
std::vector<Encounter> next_knockout_wave(const PairingSettings& settings,
                                          std::span<const PlayedEncounter> played);

}  // namespace game::tournament
