/// Tournaments whose encounters are all known at the beginning.
#pragma once

#include "game/tournament/pairings.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace game::tournament {

/// The rounds of a tournament in which each of `players` meets each other one once, and nobody
/// plays twice in a round. They are the Berger tables of FIDE's Handbook (C.05, annex 1): in round
/// r, those meet whose numbers have the same sum modulo `players` - 1, and the last player meets
/// the player whose number would be paired with itself. For an odd number of players, an imaginary
/// last player is added, and the player that meets it rests.
std::vector<std::vector<std::pair<std::size_t, std::size_t>>> berger_rounds(std::size_t players);

/// Each combination of `size` of the numbers below `count`, each in ascending order, once; `size`
/// is from 1 to `count`. A combination is followed by its cyclic shifts (+1 modulo `count`); so
/// after each such class, all numbers have occurred equally often. The classes are the necklaces of
/// the gaps between the numbers, in the order of these.
std::vector<std::vector<std::size_t>> balanced_combinations(std::size_t count, std::size_t size);

std::vector<Encounter> round_robin(const PairingSettings& settings);
std::vector<Encounter> gauntlet(const PairingSettings& settings);
std::vector<Encounter> free_for_all(const PairingSettings& settings);

}  // namespace game::tournament
