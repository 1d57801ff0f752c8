// What all formats have in common: settings, the number of encounters, the end, scores.

#include "game/tournament/pairings.h"

#include "tests/unit/tournament/results.h"

#include <stdexcept>

#include <doctest/doctest.h>

using game::tournament::find_problem;
using game::tournament::Format;
using game::tournament::next_round;
using game::tournament::PairingSettings;
using game::tournament::planned_encounters;
using game::tournament::PlayedEncounter;

TEST_CASE("pairings: settings that cannot be played") {
    const auto problem = [](PairingSettings settings) {
        return find_problem(settings).value_or("none");
    };
    CHECK(problem({.players = 2}) == "none");
    CHECK(problem({.players = 1}) == "a tournament needs at least two players");
    CHECK(problem({.players = 0, .group = 0}) == "a tournament needs at least two players");
    CHECK(problem({.players = 3, .group = 1}) == "a group needs at least two players");
    CHECK(problem({.players = 3, .rounds = 0}) == "a tournament needs at least one round");
    CHECK(problem({.players = 3, .group = 4}) == "a group of 4 needs as many players, not 3");
    CHECK(problem({.format = Format::swiss, .players = 8, .group = 4}) ==
          "only two players meet in a tournament of this format");
    CHECK(problem({.players = 1000, .group = 500}) == "these are more than 1000000 encounters");
    CHECK(problem({.players = 2, .rounds = ~std::size_t{0}}) ==
          "these are more than 1000000 encounters");
    CHECK(problem({.players = ~std::size_t{0}, .rounds = 1}) ==
          "these are more than 1000000 encounters");
    CHECK_THROWS_AS(next_round({.players = 1}, {}), std::invalid_argument);
}

TEST_CASE("pairings: as many encounters are played as planned") {
    for (const Format format : {Format::round_robin, Format::gauntlet, Format::swiss,
                                Format::knockout, Format::free_for_all}) {
        for (std::size_t players = 2; players <= 9; ++players) {
            // As many rounds as a swiss tournament always has.
            const PairingSettings settings{
                .format = format, .players = players, .rounds = players / 2, .seed = 4};
            std::size_t encounters = 0;
            for (const auto& round :
                 tests::play_all(settings, [](std::size_t a, std::size_t b) { return a < b; }))
                encounters += round.size();
            CHECK(encounters == planned_encounters(settings));
        }
    }
    CHECK(planned_encounters({.players = 10, .group = 4, .rounds = 5}) == 5 * 210);
    CHECK(planned_encounters({.format = Format::swiss, .players = 7, .rounds = 50}) == 7 * 3);
}

TEST_CASE("pairings: results of no whole round are an error") {
    CHECK_THROWS_AS(
        next_round({.players = 3, .rounds = 1}, std::vector<PlayedEncounter>{{{0, 1}, {1, 0}}}),
        std::invalid_argument);
    CHECK_THROWS_AS(
        next_round({.players = 2, .rounds = 1}, std::vector<PlayedEncounter>{{{0, 2}, {1, 0}}}),
        std::invalid_argument);
    CHECK_THROWS_AS(next_round({.format = Format::swiss, .players = 4, .rounds = 2},
                               std::vector<PlayedEncounter>{{{0, 2}, {1, 0}}}),
                    std::invalid_argument);
}

TEST_CASE("pairings: scores of a group of four, and no byes where it is not swiss") {
    const PairingSettings settings{.format = Format::free_for_all, .players = 5, .group = 4};
    const std::vector<PlayedEncounter> played = {{{4, 0, 2, 1}, {1, 0.5, 0.5, 0}}};
    const auto found = scores(settings, played);
    REQUIRE(found.size() == 5);
    CHECK(found[4].points == 1);
    CHECK(found[4].buchholz == 1);
    CHECK(found[1].buchholz == 2);
    CHECK(found[3].points == 0);
    CHECK(found[3].byes == 0);
    CHECK(game::tournament::scores({.format = Format::swiss, .players = 1}, {}).size() == 1);
    CHECK(game::tournament::scores({.format = Format::swiss, .players = 0}, {}).empty());
}
