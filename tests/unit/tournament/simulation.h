/// Tournaments of players whose strengths are known.
#pragma once

#include "common/draws.h"
#include "game/tournament/ratings.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tests {

using Encounters = std::vector<game::tournament::RatedEncounter>;

/// An encounter of one match.
inline game::tournament::RatedEncounter win(std::size_t winner, std::size_t loser) {
    return {{{{winner, loser}, {1, 2}}}};
}
inline game::tournament::RatedEncounter draw(std::size_t a, std::size_t b) {
    return {{{{a, b}, {1, 1}}}};
}

/// How the matches of an encounter depend on each other.
enum class Dependence { none, alike, opposite };

/// A number between 0 and 1, the ends excluded.
inline double uniform(common::Draws& draws) {
    constexpr std::size_t steps = 1U << 30U;
    return (static_cast<double>(draws.below(steps)) + 0.5) / static_cast<double>(steps);
}

/// The chance that strength `a` beats `b`, both in Elo.
inline double chance_to_beat(double a, double b) {
    return 1 / (1 + std::pow(10, (b - a) / 400));
}

/// Points of the first of two in a match that `luck`, between 0 and 1, decides; the expected ones
/// are `chance`, and a few are draws.
inline double points_of(double chance, double luck) {
    const double draw = 0.3 * std::min(chance, 1 - chance);
    if (luck < chance - draw) return 1;
    return luck < chance + draw ? 0.5 : 0;
}

/// The luck of the second match when that of the first one is `first`: mostly the same, mostly the
/// opposite, or independent. Each is as probable as the other by itself.
inline double second_luck(common::Draws& draws, double first, Dependence dependence) {
    const bool is_free = dependence == Dependence::none || draws.below(10) < 4;
    if (is_free) return uniform(draws);
    return dependence == Dependence::alike ? first : 1 - first;
}

/// An encounter of two matches.
inline game::tournament::RatedEncounter play_pair(const std::vector<double>& elo, std::size_t a,
                                                  std::size_t b, Dependence dependence,
                                                  common::Draws& draws) {
    const double chance = chance_to_beat(elo[a], elo[b]);
    const auto match = [&](double luck) {
        const double points = points_of(chance, luck);
        const unsigned first = points < 0.5 ? 2 : 1;
        const unsigned second = points > 0.5 ? 2 : 1;
        return game::tournament::RatedMatch{{a, b}, {first, second}};
    };
    const double luck = uniform(draws);
    return {{match(luck), match(second_luck(draws, luck, dependence))}};
}

/// An encounter of all players, as many matches as there are, by Plackett and Luce: who has the
/// shortest of exponentially distributed times is first.
inline game::tournament::RatedEncounter play_all_at_once(const std::vector<double>& elo,
                                                         Dependence dependence,
                                                         common::Draws& draws) {
    std::vector<double> first_luck;
    for (std::size_t i = 0; i < elo.size(); ++i)
        first_luck.push_back(uniform(draws));
    game::tournament::RatedEncounter encounter;
    for (std::size_t number = 0; number < elo.size(); ++number) {
        std::vector<double> times;
        for (std::size_t i = 0; i < elo.size(); ++i) {
            const double luck =
                number == 0 ? first_luck[i] : second_luck(draws, first_luck[i], dependence);
            times.push_back(-std::log(luck) / std::pow(10, elo[i] / 400));
        }
        game::tournament::RatedMatch& match = encounter.matches.emplace_back();
        for (std::size_t i = 0; i < elo.size(); ++i) {
            match.players.push_back(i);
            match.ranks.push_back(static_cast<unsigned>(
                1 + std::count_if(times.begin(), times.end(),
                                  [&](double time) { return time < times[i]; })));
        }
    }
    return encounter;
}

/// Each with each other one, `rounds` times.
inline Encounters pairs(std::size_t rounds, const std::vector<double>& elo, Dependence dependence,
                        common::Draws& draws) {
    Encounters encounters;
    for (std::size_t i = 0; i < rounds; ++i) {
        for (std::size_t a = 0; a < elo.size(); ++a) {
            for (std::size_t b = a + 1; b < elo.size(); ++b)
                encounters.push_back(play_pair(elo, a, b, dependence, draws));
        }
    }
    return encounters;
}

}  // namespace tests
