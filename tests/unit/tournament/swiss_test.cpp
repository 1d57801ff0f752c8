// Swiss tournaments: nobody meets twice, everybody plays as long as that is possible.

#include "game/tournament/swiss.h"

#include "common/draws.h"
#include "tests/unit/tournament/results.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

using game::tournament::Encounter;
using game::tournament::Format;
using game::tournament::next_round;
using game::tournament::PairingSettings;
using game::tournament::PlayedEncounter;
using game::tournament::Score;
using game::tournament::scores;
using tests::lower_number_wins;
using tests::pair_of;
using tests::play_all;

namespace {

PairingSettings swiss(std::size_t players, std::size_t rounds) {
    return {.format = Format::swiss, .players = players, .rounds = rounds};
}

/// No pair twice, nobody twice in a round, at most one bye each; and everybody plays.
void check_rounds(const std::vector<std::vector<PlayedEncounter>>& rounds, std::size_t players) {
    std::set<std::pair<std::size_t, std::size_t>> met;
    std::vector<std::size_t> byes(players);
    for (const auto& round : rounds) {
        std::set<std::size_t> playing;
        for (const auto& encounter : round) {
            CHECK(met.insert(pair_of(encounter.players)).second);
            playing.insert(encounter.players.begin(), encounter.players.end());
        }
        CHECK(playing.size() == players - players % 2);
        CHECK(round.size() == players / 2);
        for (std::size_t player = 0; player < players; ++player)
            byes[player] += 1 - playing.count(player);
    }
    CHECK(*std::max_element(byes.begin(), byes.end()) <= 1);
}

}  // namespace

TEST_CASE("swiss: in the first round the upper half plays the lower half") {
    CHECK(next_round(swiss(8, 3), {}) ==
          std::vector<Encounter>{{{0, 4}}, {{1, 5}}, {{2, 6}}, {{3, 7}}});
    // The last one has the bye.
    CHECK(next_round(swiss(5, 3), {}) == std::vector<Encounter>{{{0, 2}}, {{1, 3}}});
}

TEST_CASE("swiss: later, those with the same points play, and by halves too") {
    const auto rounds = play_all(swiss(8, 3), lower_number_wins);
    REQUIRE(rounds.size() == 3);
    const auto players_of = [&](std::size_t round) {
        std::vector<std::vector<std::size_t>> players;
        for (const auto& encounter : rounds[round])
            players.push_back(encounter.players);
        return players;
    };
    using Players = std::vector<std::vector<std::size_t>>;
    CHECK(players_of(1) == Players{{0, 2}, {1, 3}, {4, 6}, {5, 7}});
    // 2 points: 0, 1; 1 point: 2, 3 (Buchholz 2), 4, 5 (1); 0 points: 6, 7.
    CHECK(players_of(2) == Players{{0, 1}, {2, 4}, {3, 5}, {6, 7}});
}

TEST_CASE("swiss: points, byes and Buchholz of an example computed by hand") {
    // Round 1: 0 beats 2, 1 and 3 draw, 4 has the bye. Round 2: 4 beats 0, 1 beats 2, 3 has the
    // bye.
    const std::vector<PlayedEncounter> played = {
        {{0, 2}, {1, 0}}, {{1, 3}, {0.5, 0.5}}, {{4, 0}, {1, 0}}, {{1, 2}, {1, 0}}};
    const std::vector<Score> found = scores(swiss(5, 3), played);
    const auto check = [&](std::size_t player, double points, double buchholz, std::size_t byes) {
        CAPTURE(player);
        CHECK(found[player].points == points);
        CHECK(found[player].buchholz == buchholz);
        CHECK(found[player].byes == byes);
    };
    check(0, 1, 2, 0);      // 0 + 2
    check(1, 1.5, 1.5, 0);  // 1.5 + 0
    check(2, 0, 2.5, 0);    // 1 + 1.5
    check(3, 1.5, 1.5, 1);
    check(4, 2, 1, 1);
    // Third round: 4 leads and plays 1, since it may not rest again, and of 0 and 2, who have met,
    // 2 rests.
    CHECK(next_round(swiss(5, 3), played) == std::vector<Encounter>{{{4, 1}}, {{3, 0}}});
}

TEST_CASE("swiss: nobody meets twice in any tournament, up to the last possible round") {
    common::Draws draws(3, 0);
    const auto by_chance = [&](std::size_t, std::size_t) {
        return static_cast<double>(draws.below(5)) / 4;
    };
    for (std::size_t players = 2; players <= 24; ++players) {
        CAPTURE(players);
        const std::size_t most = players % 2 == 0 ? players - 1 : players;
        const auto rounds = play_all(swiss(players, players + 5), by_chance);
        check_rounds(rounds, players);
        CHECK(rounds.size() <= most);
        // Dirac: a graph where each has at least half of the others as neighbours can be paired.
        CHECK(rounds.size() >= players / 2);
    }
}

TEST_CASE("swiss: ends early when everybody has met, or when no pairing is left") {
    CHECK(play_all(swiss(2, 5), lower_number_wins).size() == 1);
    CHECK(play_all(swiss(4, 5), lower_number_wins).size() == 3);
    CHECK(play_all(swiss(3, 5), lower_number_wins).size() == 3);
    // 6 players in two groups of three who have met all of the other group: no perfect matching.
    std::vector<PlayedEncounter> played;
    for (std::size_t shift = 0; shift < 3; ++shift) {
        for (std::size_t i = 0; i < 3; ++i)
            played.push_back({{i, 3 + (i + shift) % 3}, {1, 0}});
    }
    CHECK(next_round(swiss(6, 5), played).empty());
}

TEST_CASE("swiss: an encounter that counts for nobody is not played again") {
    std::vector<PlayedEncounter> played = {{{0, 2}, {}}, {{1, 3}, {1, 0}}};
    CHECK(next_round(swiss(4, 3), played) == std::vector<Encounter>{{{1, 0}}, {{3, 2}}});
}

TEST_CASE("swiss: 200 players and 9 rounds, with and without chance") {
    common::Draws draws(9, 0);
    for (const std::size_t players : {200U, 201U}) {
        const auto rounds = play_all(swiss(players, 9), [&](std::size_t a, std::size_t b) {
            return draws.below(4) == 0 ? 0.5 : lower_number_wins(a, b);
        });
        CHECK(rounds.size() == 9);
        check_rounds(rounds, players);
    }
}
