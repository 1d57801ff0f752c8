// Ratings against published figures and an independent computation.

#include "game/tournament/ratings.h"

#include "tests/unit/tournament/simulation.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using game::tournament::rate;
using game::tournament::RatedEncounter;
using game::tournament::RatedMatch;
using game::tournament::Unrated;
using tests::Dependence;
using tests::draw;
using tests::Encounters;
using tests::pairs;
using tests::win;

namespace {

std::string json_of(std::size_t players, const Encounters& encounters) {
    const auto list = [](const auto& numbers) {
        std::string text;
        for (const auto number : numbers)
            text += (text.empty() ? "" : ",") + std::to_string(number);
        return "[" + text + "]";
    };
    std::string all;
    for (const RatedEncounter& encounter : encounters) {
        std::string matches;
        for (const RatedMatch& match : encounter.matches) {
            matches += (matches.empty() ? "[" : ",[") + list(match.players) + "," +
                       list(match.ranks) + "]";
        }
        all += (all.empty() ? "[" : ",[") + matches + "]";
    }
    return "{\"players\":" + std::to_string(players) + ",\"encounters\":[" + all + "]}";
}

/// What a command writes; empty if it cannot be run.
std::string output_of(const std::string& command) {
    std::string text;
    FILE* output = popen(command.c_str(), "re");
    if (output == nullptr) return text;
    std::array<char, 4096> piece;
    while (const std::size_t size = fread(piece.data(), 1, piece.size(), output))
        text.append(piece.data(), size);
    if (pclose(output) != 0) text.clear();
    return text;
}

/// Encounters of five players. With ties, those of rank 2, 3 and 5 share a rank.
Encounters groups_with_ties(bool has_ties) {
    const std::vector<double> elo = {200, 50, -50, -200, 0};
    common::Draws draws(4, 4);
    Encounters encounters;
    for (int i = 0; i < 12; ++i) {
        encounters.push_back(tests::play_all_at_once(elo, Dependence::alike, draws));
        for (RatedMatch& match : encounters.back().matches) {
            for (unsigned& rank : match.ranks)
                if (has_ties && rank > 1) rank -= rank % 2 + (rank == 5 ? 2U : 0U);
        }
    }
    return encounters;
}

}  // namespace

TEST_CASE("ratings: two players, where the maximum is known") {
    // 3 wins and 2 draws of 6 are a score of 2 / 3: twice as strong.
    const Encounters encounters = {win(0, 1),  win(0, 1),  win(0, 1),
                                   draw(0, 1), draw(1, 0), win(1, 0)};
    const auto ratings = rate(2, encounters);
    CHECK(*ratings[0].value == doctest::Approx(200 * std::log10(2)));
    CHECK(*ratings[1].value == doctest::Approx(-200 * std::log10(2)));
    // The score's variance is that of a mean; the slope of the logarithm is 1 / (p (1 - p)).
    const double variance = (3 * 1. + 2 * 0.25 - 6 * 4. / 9) / 5 / 6;
    const double half = 2.570582 * std::sqrt(variance) / (2. / 9) * 200 / std::log(10);
    CHECK(ratings[0].interval->first == doctest::Approx(*ratings[0].value - half).epsilon(0.001));
    CHECK(ratings[0].interval->second == doctest::Approx(*ratings[0].value + half).epsilon(0.001));
}

TEST_CASE("ratings: the American League of 1987, as published") {
    // Agresti, "Categorical Data Analysis", 2nd edition, page 438 and table 10.11; more digits by
    // R's package BradleyTerry2. Milwaukee, Detroit, Toronto, New York, Boston, Cleveland,
    // Baltimore: wins of the row against the column.
    constexpr std::array<std::array<int, 7>, 7> wins = {{{0, 7, 9, 7, 7, 9, 11},
                                                         {6, 0, 7, 5, 11, 9, 9},
                                                         {4, 6, 0, 7, 7, 8, 12},
                                                         {6, 8, 6, 0, 6, 7, 10},
                                                         {6, 2, 6, 7, 0, 7, 12},
                                                         {4, 4, 5, 6, 6, 0, 6},
                                                         {2, 4, 1, 3, 1, 7, 0}}};
    constexpr std::array<double, 7> published = {1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0};
    Encounters encounters;
    for (std::size_t a = 0; a < wins.size(); ++a) {
        for (std::size_t b = 0; b < wins.size(); ++b) {
            for (int i = 0; i < wins[a][b]; ++i)
                encounters.push_back(win(a, b));
        }
    }
    const auto ratings = rate(7, encounters);
    double sum = 0;
    for (std::size_t i = 0; i < wins.size(); ++i) {
        CHECK((*ratings[i].value - *ratings[6].value) * std::log(10) / 400 ==
              doctest::Approx(published[i]).epsilon(0.001));
        sum += *ratings[i].value;
    }
    CHECK(sum == doctest::Approx(0));
}

TEST_CASE("ratings: agree with an independent computation") {
    common::Draws draws(2, 2);
    const std::vector<std::pair<std::size_t, Encounters>> tournaments = {
        {4, pairs(5, {100, 20, -20, -100}, Dependence::alike, draws)},
        {5, groups_with_ties(false)},
        {5, groups_with_ties(true)},
        {3,
         {{{{{0, 1, 2}, {1, 1, 1}}, {{2, 0, 1}, {1, 2, 2}}}},
          win(0, 1),
          draw(0, 2),
          win(1, 2),
          {{{{1, 2, 0}, {1, 2, 3}}}}}}};
    std::string data;
    for (const auto& [players, encounters] : tournaments)
        data += (data.empty() ? "[" : ",") + json_of(players, encounters);
    const std::string text =
        output_of("python3 " TEST_DATA_DIR "/../tournament/ratings_check.py '" + data + "]'");
    if (text.empty()) {
        MESSAGE("python3 cannot be run");
        return;
    }
    std::istringstream figures(text);
    for (const auto& [players, encounters] : tournaments) {
        const auto ratings = rate(players, encounters);
        for (std::size_t i = 0; i < players; ++i) {
            double value = 0;
            REQUIRE((figures >> value).good());
            CHECK(*ratings[i].value == doctest::Approx(value).epsilon(1e-7));
        }
        // One quantile for all who were in the same number of encounters.
        std::vector<double> quantiles;
        for (std::size_t i = 0; i < players; ++i) {
            double error = 0;
            REQUIRE((figures >> error).good());
            quantiles.push_back((ratings[i].interval->second - *ratings[i].value) / error);
            CHECK(quantiles.back() > 1.95);
        }
        if (players == 4) {
            for (const double quantile : quantiles)
                CHECK(quantile == doctest::Approx(2.144787).epsilon(1e-4));  // 15 encounters each
        }
    }
}

TEST_CASE("ratings: pinned, computed by ratings_check.py, for where there is no Python") {
    const Encounters encounters = {{{{{0, 1, 2}, {1, 1, 1}}, {{2, 0, 3}, {1, 2, 2}}}},
                                   win(0, 1),
                                   draw(0, 2),
                                   {{{{1, 2, 3}, {1, 3, 2}}}},
                                   {{{{3, 2, 0}, {1, 2, 3}}}},
                                   {{{{1, 3, 0}, {1, 2, 2}}}},
                                   {{{{2, 3, 1}, {1, 2, 3}}}}};
    constexpr std::array values = {-56.636223133, -1.272237560, 38.647559464, 19.260901229};
    constexpr std::array errors = {66.771695633, 141.105951893, 101.206930325, 72.562602241};
    constexpr double quantile = 2.776445;  // each was in five encounters
    const auto ratings = rate(4, encounters);
    for (std::size_t i = 0; i < values.size(); ++i) {
        CAPTURE(i);
        CHECK(*ratings[i].value == doctest::Approx(values[i]).epsilon(1e-9));
        CHECK(ratings[i].interval->second - *ratings[i].value ==
              doctest::Approx(errors[i] * quantile).epsilon(0.001));
    }
}

TEST_CASE("ratings: no order has any influence, to the last bit") {
    common::Draws draws(6, 6);
    Encounters encounters = pairs(3, {100, 20, -20, -100, 33}, Dependence::none, draws);
    const Encounters groups = groups_with_ties(true);
    encounters.insert(encounters.end(), groups.begin(), groups.end());
    const auto before = rate(5, encounters);
    for (int run = 0; run < 20; ++run) {
        common::shuffle(encounters, draws);
        for (RatedEncounter& encounter : encounters) {
            common::shuffle(encounter.matches, draws);
            for (RatedMatch& match : encounter.matches) {
                const std::size_t other = draws.below(match.players.size());
                std::swap(match.players[0], match.players[other]);
                std::swap(match.ranks[0], match.ranks[other]);
            }
        }
        const auto after = rate(5, encounters);
        for (std::size_t i = 0; i < before.size(); ++i) {
            CHECK(before[i].value == after[i].value);
            CHECK(before[i].interval == after[i].interval);
        }
    }
}

TEST_CASE("ratings: only the order of ranks counts") {
    const Encounters some = {{{{{0, 1, 2}, {1, 2, 3}}}}, {{{{2, 1, 0}, {1, 2, 2}}}}};
    const Encounters others = {{{{{0, 1, 2}, {2, 5, 9}}}}, {{{{2, 1, 0}, {0, 7, 7}}}}};
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(rate(3, some)[i].value == rate(3, others)[i].value);
}

TEST_CASE("ratings: a long chain of players is far apart, and still finite") {
    constexpr std::size_t players = 60;
    Encounters encounters;
    for (std::size_t i = 0; i + 1 < players; ++i) {
        RatedEncounter& encounter = encounters.emplace_back();
        encounter.matches.assign(1000, {{i, i + 1}, {1, 2}});
        encounter.matches.push_back({{i, i + 1}, {2, 1}});
        encounters.push_back(win(i, i + 1));
    }
    const auto ratings = rate(players, encounters);
    for (std::size_t i = 0; i + 1 < players; ++i) {
        REQUIRE(ratings[i].value.has_value());
        CHECK(*ratings[i].value - *ratings[i + 1].value ==
              doctest::Approx(400 * std::log10(1001)).epsilon(1e-4));
    }
}

TEST_CASE("ratings: matches that cannot be are an error") {
    CHECK_THROWS_AS(rate(2, Encounters{win(0, 2)}), std::invalid_argument);
    CHECK_THROWS_AS(rate(2, Encounters{win(1, 1)}), std::invalid_argument);
    CHECK_THROWS_AS(rate(2, Encounters{{{{{0, 1}, {1}}}}}), std::invalid_argument);
    CHECK(rate(2, Encounters{{{{{0}, {1}}, {{}, {}}}}})[0].why_no_value == Unrated::met_nobody);
}
