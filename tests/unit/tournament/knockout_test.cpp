// Knockout: seeding, byes, ties.

#include "game/tournament/knockout.h"

#include "tests/unit/tournament/results.h"

#include <stdexcept>

#include <doctest/doctest.h>

using game::tournament::bracket_seeds;
using game::tournament::Encounter;
using game::tournament::Format;
using game::tournament::most_extra_encounters;
using game::tournament::next_round;
using game::tournament::PairingSettings;
using game::tournament::PlayedEncounter;
using tests::lower_number_wins;
using tests::play_all;

namespace {

PairingSettings knockout(std::size_t players, std::size_t rounds = 1) {
    return {.format = Format::knockout, .players = players, .rounds = rounds};
}

double always_draw(std::size_t, std::size_t) {
    return 0.5;
}

std::vector<std::size_t> seeds_from_1(std::size_t size) {
    std::vector<std::size_t> seeds = bracket_seeds(size);
    for (std::size_t& seed : seeds)
        ++seed;
    return seeds;
}

}  // namespace

TEST_CASE("knockout: the lines of the bracket are the standard ones") {
    using Seeds = std::vector<std::size_t>;
    CHECK(seeds_from_1(1) == Seeds{1});
    CHECK(seeds_from_1(2) == Seeds{1, 2});
    CHECK(seeds_from_1(4) == Seeds{1, 4, 2, 3});
    CHECK(seeds_from_1(8) == Seeds{1, 8, 4, 5, 2, 7, 3, 6});
    CHECK(seeds_from_1(16) == Seeds{1, 16, 8, 9, 4, 13, 5, 12, 2, 15, 7, 10, 3, 14, 6, 11});
}

TEST_CASE("knockout: eight players, and the better one wins") {
    const auto rounds = play_all(knockout(8), lower_number_wins);
    REQUIRE(rounds.size() == 3);
    const auto players = [&](std::size_t round, std::size_t i) { return rounds[round][i].players; };
    using Players = std::vector<std::size_t>;
    CHECK(rounds[0].size() == 4);
    CHECK(players(0, 1) == Players{3, 4});
    CHECK(players(1, 0) == Players{0, 3});
    CHECK(players(1, 1) == Players{1, 2});
    CHECK(players(2, 0) == Players{0, 1});
}

TEST_CASE("knockout: the best seeds have the byes") {
    const auto rounds = play_all(knockout(5), lower_number_wins);
    REQUIRE(rounds.size() == 3);
    REQUIRE(rounds[0].size() == 1);
    CHECK(rounds[0][0].players == std::vector<std::size_t>{3, 4});
    CHECK(rounds[1].size() == 2);
    for (std::size_t players = 2; players <= 40; ++players) {
        std::size_t encounters = 0;
        for (const auto& round : play_all(knockout(players, 3), lower_number_wins))
            encounters += round.size();
        CHECK(encounters == 3 * (players - 1));
        CHECK(encounters == planned_encounters(knockout(players, 3)));
    }
}

TEST_CASE("knockout: the sum of the encounters decides; a tie is played on, one at a time") {
    std::vector<PlayedEncounter> played = {
        {{0, 3}, {1, 0}}, {{1, 2}, {1, 0}}, {{0, 3}, {0, 1}}, {{1, 2}, {0.25, 0.75}}};
    CHECK(next_round(knockout(4, 2), played) == std::vector<Encounter>{{{0, 3}}});
    played.push_back({{0, 3}, {}});  // counts for nobody
    CHECK(next_round(knockout(4, 2), played) == std::vector<Encounter>{{{0, 3}}});
    played.push_back({{0, 3}, {0.25, 0.75}});
    CHECK(next_round(knockout(4, 2), played) == std::vector<Encounter>{{{3, 1}}, {{3, 1}}});
}

TEST_CASE("knockout: after too many ties the better seed advances") {
    const auto rounds = play_all(knockout(4, 2), always_draw);
    REQUIRE(rounds.size() == 2 * (1 + most_extra_encounters));
    CHECK(rounds[most_extra_encounters].size() == 2);
    CHECK(rounds[most_extra_encounters + 1][0].players == std::vector<std::size_t>{0, 1});
}

TEST_CASE("knockout: results that are not of the bracket are an error") {
    CHECK_THROWS_AS(next_round(knockout(4), std::vector<PlayedEncounter>{{{0, 3}, {1, 0}}}),
                    std::invalid_argument);
    CHECK_THROWS_AS(next_round(knockout(2), std::vector<PlayedEncounter>{{{1, 0}, {1, 0}}}),
                    std::invalid_argument);
    CHECK_THROWS_AS(
        next_round(knockout(2), std::vector<PlayedEncounter>{{{0, 1}, {1, 0}}, {{0, 1}, {1, 0}}}),
        std::invalid_argument);
}
