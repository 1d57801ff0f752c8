// Intervals of ratings, by simulation.

#include "game/tournament/ratings.h"
#include "tests/unit/tournament/simulation.h"

#include <array>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

using game::tournament::rate;
using game::tournament::Rating;
using tests::Dependence;
using tests::Encounters;
using tests::pairs;

namespace {

/// Independent matches are the easiest case, so one test of them is enough.
constexpr std::array dependences = {Dependence::alike, Dependence::opposite};

/// The intervals of 1000 tournaments cover the truth about as often as promised.
template <class Play>
void check_coverage(const std::vector<double>& elo, Play play) {
    std::size_t inside = 0;
    std::size_t all = 0;
    for (int run = 0; run < 1000; ++run) {
        const std::vector<Rating> ratings = rate(elo.size(), play());
        for (std::size_t i = 0; i < elo.size(); ++i) {
            const auto& interval = ratings[i].interval;
            if (!interval) continue;
            ++all;
            if (interval->first <= elo[i] && elo[i] <= interval->second) ++inside;
        }
    }
    const double percent = 100 * static_cast<double>(inside) / static_cast<double>(all);
    MESSAGE(percent, " %");
    CHECK(percent > 93);
    CHECK(percent < 97);
    CHECK(all == 1000 * elo.size());
}

}  // namespace

TEST_CASE("ratings: 95 % of the intervals of two players cover the truth") {
    common::Draws draws(11, 1);
    const std::vector<double> elo = {90, -90};
    for (const Dependence dependence : {Dependence::none, Dependence::alike, Dependence::opposite})
        check_coverage(elo, [&] { return pairs(40, elo, dependence, draws); });
}

TEST_CASE("ratings: 95 % of the intervals of four players who meet in pairs cover the truth") {
    common::Draws draws(11, 2);
    const std::vector<double> elo = {150, 30, -40, -140};
    for (const Dependence dependence : dependences)
        check_coverage(elo, [&] { return pairs(10, elo, dependence, draws); });
}

TEST_CASE("ratings: 95 % of the intervals of four players who meet at once cover the truth") {
    common::Draws draws(11, 3);
    const std::vector<double> elo = {150, 30, -40, -140};
    for (const Dependence dependence : dependences) {
        check_coverage(elo, [&] {
            Encounters encounters;
            for (int i = 0; i < 10; ++i)
                encounters.push_back(tests::play_all_at_once(elo, dependence, draws));
            return encounters;
        });
    }
}
