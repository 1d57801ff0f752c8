// Standings, and the forms in which they are written.

#include "game/tournament/standings.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace game;
using namespace game::tournament;

namespace {

std::vector<TournamentPlayer> named(const std::vector<std::string>& names) {
    std::vector<TournamentPlayer> players;
    players.reserve(names.size());
    for (const std::string& name : names)
        players.push_back({name, {"x"}, {}, {}});
    return players;
}

/// Plays all; `rank` says of a match in which place a player is.
using Rank = std::function<std::uint64_t(const PlannedMatch&, std::size_t player)>;

Standings play(const PairingSettings& settings, const std::vector<TournamentPlayer>& players,
               const Rank& rank) {
    Schedule schedule(settings);
    while (const auto match = schedule.next()) {
        MatchResult result{match->match, match->seed, false, "over", 10, {}};
        result.players.reserve(match->players.size());
        for (const std::size_t player : match->players) {
            result.players.push_back(
                {player, rank(*match, player), "0", 0, false, 10, std::chrono::milliseconds(20)});
        }
        CHECK_FALSE(schedule.add(result));
    }
    return compute_standings(schedule, players, {});
}

std::uint64_t by_number(const PlannedMatch& match, std::size_t player) {
    return player == std::ranges::min(match.players) ? 1 : 2;
}

std::string order_of(const Standings& standings) {
    std::string text;
    for (const StandingsRow& row : standings.rows)
        text += std::to_string(row.rank) + row.name + ' ';
    return text;
}

}  // namespace

TEST_SUITE("tournament standings") {
    TEST_CASE("points, wins and ranks of a round-robin") {
        const auto players = named({"a", "b", "c"});
        const Standings standings = play({Format::round_robin, 3, 2, 2, 1}, players, by_number);
        CHECK(order_of(standings) == "1a 2b 3c ");
        CHECK(standings.matches == 12);
        CHECK(standings.planned == 12);
        const StandingsRow& middle = standings.rows[1];
        CHECK(middle.encounters == 4);
        CHECK(middle.points == 2);
        CHECK(middle.wins == 2);
        CHECK(middle.losses == 2);
        CHECK(middle.seconds.value() == doctest::Approx(0.002));
        CHECK_FALSE(standings.rows[0].rating);
        CHECK_FALSE(standings.rows[0].unrated.empty());
    }

    TEST_CASE("a bye is a point, and no encounter") {
        const auto players = named({"a", "b", "c"});
        const Standings standings = play({Format::swiss, 3, 2, 3, 1}, players, by_number);
        CHECK(order_of(standings) == "1a 2b 3c ");
        for (const StandingsRow& row : standings.rows)
            CHECK(row.encounters == 2);
        CHECK(standings.rows[0].points == 3);
        CHECK(standings.rows[1].points == 2);
        CHECK(standings.rows[2].points == 1);
        CHECK(standings.rows[2].wins == 0);
    }

    TEST_CASE("an encounter of a win for each is a draw; equals share a rank") {
        const auto players = named({"a", "b"});
        const Standings standings =
            play({Format::round_robin, 2, 2, 3, 1}, players,
                 [](const PlannedMatch& match, std::size_t player) -> std::uint64_t {
                     return match.players[0] == player ? 1 : 2;
                 });
        CHECK(order_of(standings) == "1a 1b ");
        CHECK(standings.rows[0].draws == 3);
        CHECK(standings.rows[0].points == 1.5);
        CHECK(standings.rows[0].rating.value() == doctest::Approx(0));
    }

    TEST_CASE("in a knockout the rank is how far a player came, whatever the byes") {
        const auto players = named({"a", "b", "c", "d", "e", "f"});
        // The last one wins each pairing, seven encounters of ten.
        const Standings standings =
            play({Format::knockout, 6, 2, 10, 1}, players,
                 [](const PlannedMatch& match, std::size_t player) -> std::uint64_t {
                     const bool is_upset = (match.match - 1) / 2 % 10 >= 7;
                     const bool is_last = player == std::ranges::max(match.players);
                     return is_last != is_upset ? 1 : 2;
                 });
        CHECK(standings.rows[0].rank == 1);
        CHECK(standings.rows[0].name == "f");
        CHECK(standings.rows[1].rank == 2);
        CHECK(standings.rows[2].rank == 3);
        CHECK(standings.rows[3].rank == 3);
        CHECK(standings.rows[4].rank == 5);
    }

    TEST_CASE("an encounter that is not complete does not count yet") {
        const auto players = named({"a", "b"});
        Schedule schedule({Format::round_robin, 2, 2, 1, 1});
        const PlannedMatch match = schedule.match(1);
        CHECK_FALSE(schedule.add({1,
                                  match.seed,
                                  false,
                                  "over",
                                  1,
                                  {{match.players[0], 1, "1"}, {match.players[1], 2, "0"}}}));
        const Standings standings = compute_standings(schedule, players, {});
        CHECK(standings.matches == 1);
        CHECK(standings.rows[0].encounters == 0);
        CHECK_FALSE(standings.rows[0].seconds);
    }

    TEST_CASE("the form is that of the file's name") {
        CHECK(standings_form("a.json") == StandingsForm::json);
        CHECK(standings_form("b.c/a.svg") == StandingsForm::svg);
        CHECK(standings_form("a.csv") == StandingsForm::csv);
        CHECK_FALSE(standings_form("json"));
        CHECK_FALSE(standings_form("a.SVG"));
    }

    TEST_CASE("JSON, CSV and SVG have what is undefined as null, nothing and a dash") {
        Standings standings;
        standings.matches = 4;
        standings.planned = 6;
        standings.voids = 1;
        standings.rows = {{1, "a,\"b", 12.34, {{-1.26, 25.94}}, {}, 2, 1.75, 1, 1, 0, 0, 0, 0.0021},
                          {2, "<x>&", {}, {}, "always loses", 2, 0.25, 0, 1, 1, 3, 4, {}}};
        CHECK(
            format_standings(standings, StandingsForm::json) ==
            R"({"matches":4,"void":1,"planned":6,"players":[{"rank":1,"name":"a,\"b","rating":12.3,)"
            R"("interval":[-1.3,25.9],"encounters":2,"points":1.75,"wins":1,"draws":1,"losses":0,)"
            R"("late":0,"crashed":0,"seconds":0.0021},{"rank":2,"name":"<x>&","rating":null,)"
            R"("interval":null,"unrated":"always loses","encounters":2,"points":0.25,"wins":0,)"
            R"("draws":1,"losses":1,"late":3,"crashed":4,"seconds":null}]})"
            "\n");
        CHECK(format_standings(standings, StandingsForm::csv) ==
              "rank,name,rating,interval_low,interval_high,encounters,points,wins,draws,losses,"
              "late,crashed,seconds\n"
              "1,\"a,\"\"b\",12.3,-1.3,25.9,2,1.75,1,1,0,0,0,0.002100\n"
              "2,<x>&,,,,2,0.25,0,1,1,3,4,\n");
        const std::string picture = format_standings(standings, StandingsForm::svg);
        CHECK(picture.find("&lt;x&gt;&amp;") != std::string::npos);
        CHECK(picture.find("<x>") == std::string::npos);
        CHECK(picture.find("- always loses") != std::string::npos);
        CHECK(picture.find("Standings after 4 matches, 1 void") != std::string::npos);
        CHECK(picture.find("nan") == std::string::npos);
    }

    TEST_CASE("nobody has played: no figure is nan") {
        const auto players = named({"a", "b"});
        const Schedule schedule({Format::round_robin, 2, 2, 1, 1});
        const Standings standings = compute_standings(schedule, players, {});
        for (const auto form : {StandingsForm::json, StandingsForm::csv, StandingsForm::svg})
            CHECK(format_standings(standings, form).find("nan") == std::string::npos);
    }
}
