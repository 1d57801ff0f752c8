/// Encounters and results for tests of tournaments.
#pragma once

#include "game/tournament/pairings.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace tests {

/// The points of the first of two players.
using Points = std::function<double(std::size_t, std::size_t)>;

inline double lower_number_wins(std::size_t first, std::size_t second) {
    return first < second ? 1 : 0;
}

inline game::tournament::PlayedEncounter with_result(const game::tournament::Encounter& encounter,
                                                     const Points& points) {
    const double first = points(encounter.players[0], encounter.players[1]);
    return {encounter.players, {first, 1 - first}};
}

/// Plays rounds until there are no more; each of two players.
inline std::vector<std::vector<game::tournament::PlayedEncounter>> play_all(
    const game::tournament::PairingSettings& settings, const Points& points) {
    std::vector<std::vector<game::tournament::PlayedEncounter>> rounds;
    std::vector<game::tournament::PlayedEncounter> played;
    for (;;) {
        const auto round = game::tournament::next_round(settings, played);
        if (round.empty()) return rounds;
        rounds.emplace_back();
        for (const auto& encounter : round) {
            rounds.back().push_back(with_result(encounter, points));
            played.push_back(rounds.back().back());
        }
    }
}

/// A pair with the smaller number first.
inline std::pair<std::size_t, std::size_t> pair_of(const std::vector<std::size_t>& players) {
    return std::minmax(players.at(0), players.at(1));
}

}  // namespace tests
