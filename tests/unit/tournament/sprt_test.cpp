// The sequential test: its ratio against other computations, its error rates by simulation.

#include "game/tournament/sprt.h"

#include "tests/unit/tournament/simulation.h"

#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

using game::tournament::find_problem;
using game::tournament::log_likelihood_ratio;
using game::tournament::ScoreCount;
using game::tournament::Sprt;
using game::tournament::SprtSettings;
using game::tournament::Verdict;
using tests::Dependence;

namespace {

std::vector<ScoreCount> pentanomial(const std::vector<std::uint64_t>& counts) {
    std::vector<ScoreCount> scores;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        scores.push_back(
            {static_cast<double>(i) / static_cast<double>(counts.size() - 1), counts[i]});
    }
    return scores;
}

double score_of(double elo) {
    return 1 / (1 + std::pow(10, -elo / 400));
}

struct Rates {
    std::size_t h0 = 0;
    std::size_t h1 = 0;
    std::size_t undecided = 0;
    std::size_t encounters = 0;
};

/// Many tests of players who are `elo` apart.
Rates simulate(double elo, const SprtSettings& settings, Dependence dependence, std::size_t tests) {
    constexpr std::size_t most_encounters = 5000;
    common::Draws draws(17, static_cast<std::uint64_t>(dependence));
    const double chance = tests::chance_to_beat(elo, 0);
    Rates rates;
    for (std::size_t test = 0; test < tests; ++test) {
        Sprt sprt(settings);
        while (sprt.verdict() == Verdict::undecided && sprt.encounters() < most_encounters) {
            const double luck = tests::uniform(draws);
            const double other = tests::second_luck(draws, luck, dependence);
            sprt.add((tests::points_of(chance, luck) + tests::points_of(chance, other)) / 2);
        }
        rates.encounters += sprt.encounters();
        if (sprt.verdict() == Verdict::accept_h0) ++rates.h0;
        if (sprt.verdict() == Verdict::accept_h1) ++rates.h1;
        if (sprt.verdict() == Verdict::undecided) ++rates.undecided;
    }
    return rates;
}

}  // namespace

TEST_CASE("sprt: with two scores, the ratio is that of two known chances") {
    const std::vector<ScoreCount> counts = pentanomial({40, 60});
    const double p0 = score_of(-10);
    const double p1 = score_of(50);
    CHECK(log_likelihood_ratio(counts, -10, 50) ==
          doctest::Approx(60 * std::log(p1 / p0) + 40 * std::log((1 - p1) / (1 - p0))));
}

TEST_CASE("sprt: with many encounters, the ratio is near the one of a normal distribution") {
    // Van den Bergh's approximation: (s1 - s0) (2 mean - s0 - s1) / (2 variance of the mean).
    const std::vector<ScoreCount> counts = pentanomial({5200, 19800, 49600, 20300, 5100});
    double number = 0;
    double mean = 0;
    double square = 0;
    for (const ScoreCount& count : counts) {
        const auto times = static_cast<double>(count.count);
        number += times;
        mean += times * count.score;
        square += times * count.score * count.score;
    }
    mean /= number;
    const double variance = (square / number - mean * mean) / number;
    const double s0 = score_of(0);
    const double s1 = score_of(2);
    const double normal = (s1 - s0) * (2 * mean - s0 - s1) / (2 * variance);
    CHECK(log_likelihood_ratio(counts, 0, 2) == doctest::Approx(normal).epsilon(0.01));
}

TEST_CASE("sprt: the chances that the ratio rests on are the most likely ones") {
    // All chances of three scores with a given expectation lie on a line: the largest product on
    // it.
    const std::vector<ScoreCount> counts = pentanomial({30, 50, 45});
    const auto best = [&](double elo) {
        const double score = score_of(elo);
        double most = -1e9;
        constexpr int steps = 200000;
        for (int i = 1; i < steps; ++i) {
            const double draw = i / static_cast<double>(steps);
            const double win = score - draw / 2;
            const double loss = 1 - win - draw;
            if (win <= 0 || loss <= 0) continue;
            most = std::max(most, 30 * std::log(loss) + 50 * std::log(draw) + 45 * std::log(win));
        }
        return most;
    };
    CHECK(log_likelihood_ratio(counts, 0, 60) == doctest::Approx(best(60) - best(0)).epsilon(1e-6));
}

TEST_CASE("sprt: pinned ratios, computed by ratings_check.py") {
    CHECK(log_likelihood_ratio(pentanomial({10, 20, 40, 25, 15}), 0, 10) ==
          doctest::Approx(0.5181282455));
    CHECK(log_likelihood_ratio(pentanomial({0, 3, 20, 9, 0}), 0, 30) ==
          doctest::Approx(1.5548959501));
    CHECK(log_likelihood_ratio(pentanomial({0, 0, 0, 0, 12}), -5, 5) ==
          doctest::Approx(0.3454453078));
    CHECK(log_likelihood_ratio(pentanomial({100, 300, 900, 310, 90}), 0, 5) ==
          doctest::Approx(-1.2308106600));
}

TEST_CASE("sprt: nothing is known at first, and a swap of the players changes the sign") {
    CHECK(log_likelihood_ratio(pentanomial({0, 0, 0, 0, 0}), 0, 10) == 0);
    CHECK(log_likelihood_ratio(pentanomial({1, 5, 9, 7, 3}), -20, 20) ==
          doctest::Approx(-log_likelihood_ratio(pentanomial({3, 7, 9, 5, 1}), -20, 20)));
    for (std::size_t only = 0; only < 5; ++only) {
        for (const std::uint64_t times : {1U, 1000U, 100000U}) {
            std::vector<std::uint64_t> counts(5);
            counts[only] = times;
            CHECK(std::isfinite(log_likelihood_ratio(pentanomial(counts), -300, 700)));
        }
    }
}

TEST_CASE("sprt: the first verdict stays") {
    Sprt sprt({.elo0 = 0, .elo1 = 50, .alpha = 0.05, .beta = 0.1});
    CHECK(sprt.lower() == doctest::Approx(std::log(0.1 / 0.95)));
    CHECK(sprt.upper() == doctest::Approx(std::log(0.9 / 0.05)));
    CHECK(sprt.verdict() == Verdict::undecided);
    while (sprt.verdict() == Verdict::undecided)
        sprt.add(sprt.encounters() % 4 == 0 ? 0.5 : 0.75);
    CHECK(sprt.verdict() == Verdict::accept_h1);
    const auto encounters = sprt.encounters();
    const double ratio = sprt.ratio();
    CHECK(ratio >= sprt.upper());
    for (int i = 0; i < 1000; ++i)
        sprt.add(0);
    CHECK(sprt.verdict() == Verdict::accept_h1);
    CHECK(sprt.encounters() == encounters);
    CHECK(sprt.ratio() == ratio);
}

TEST_CASE("sprt: a score that nobody thought of counts too") {
    Sprt sprt({.elo0 = -400, .elo1 = 400});
    sprt.add(1.0 / 3);
    const std::vector<ScoreCount> counts = {{0, 0},   {0.25, 0}, {1.0 / 3, 1},
                                            {0.5, 0}, {0.75, 0}, {1, 0}};
    CHECK(sprt.ratio() == doctest::Approx(log_likelihood_ratio(counts, -400, 400)));
    CHECK_THROWS_AS(sprt.add(1.5), std::invalid_argument);
}

TEST_CASE("sprt: settings that cannot be") {
    const auto problem = [](const SprtSettings& settings) {
        return find_problem(settings).value_or("none");
    };
    CHECK(problem({}) == "none");
    CHECK(problem({.elo0 = 5, .elo1 = 5}) == "elo0 must be less than elo1");
    CHECK(problem({.elo0 = 5, .elo1 = 1e9}) == "elo0 and elo1 must be between -1000 and 1000");
    CHECK(problem({.alpha = 0}) == "alpha must be greater than 0 and less than 0.5");
    CHECK(problem({.beta = std::nan("")}) == "beta must be greater than 0 and less than 0.5");
    CHECK_THROWS_AS(Sprt({.elo0 = 5, .elo1 = 5}), std::invalid_argument);
}

TEST_CASE("sprt: errors are as rare as promised, also when matches depend on each other") {
    // The promise is a rate of 0.05; of 1000 tests at that rate, more than 71 fail once in a
    // thousand times.
    constexpr std::size_t times = 1000;
    constexpr std::size_t most = 71;
    const SprtSettings settings{.elo0 = 0, .elo1 = 50};
    for (const Dependence dependence :
         {Dependence::none, Dependence::alike, Dependence::opposite}) {
        const Rates under_h0 = simulate(0, settings, dependence, times);
        CHECK(under_h0.undecided == 0);
        CHECK(under_h0.h1 <= most);
        CHECK(under_h0.h1 > 10);
        const Rates under_h1 = simulate(50, settings, dependence, times);
        CHECK(under_h1.undecided == 0);
        CHECK(under_h1.h0 <= most);
        CHECK(under_h1.h0 > 10);
        MESSAGE("accepted wrongly: hypothesis 1 ", under_h0.h1, ", hypothesis 0 ", under_h1.h0,
                "; encounters per test ",
                (under_h0.encounters + under_h1.encounters) / (2 * times));
    }
}
