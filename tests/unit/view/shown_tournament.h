/// A tournament as the screen is told of it, for its tests.
#pragma once

#include "tests/unit/view/shown_runs.h"

#include <string>
#include <vector>

namespace shown_runs {

inline const std::vector<std::string> league = {
    "zoe",    "ben",     noa,     "augustin", "the-very-careful-snake-of-augustin-with-notes",
    "john-2", "careful", "random"};

inline void begin_league(Model& model, const std::vector<std::string>& players = league,
                         std::uint64_t matches = 280, std::uint64_t played = 0,
                         std::optional<common::Part> part = std::nullopt) {
    game::ScenarioEvent scenario{0s, "runs/league.json", 1, 1.0, 0};
    scenario.part = part;
    model.scenario(scenario);
    game::TournamentEvent event;
    event.format = "round-robin";
    event.rounds = 5;
    event.seed = 1;
    event.matches = matches;
    event.played = played;
    event.players = players;
    event.results = "league.ndjson";
    model.tournament(event);
}

/// A match is to be launched as the worker of its number.
inline void plan_match(Model& model, std::uint64_t match, double t,
                       const std::vector<std::string>& players, std::uint64_t attempt = 1,
                       std::string_view log = {}) {
    game::MatchStartEvent event;
    event.t = seconds(t);
    event.match = match;
    event.matches = 280;
    event.attempt = attempt;
    event.worker = match;
    event.players = players;
    event.log = log;
    model.match_started(event);
}

/// It is launched `t` seconds after the start.
inline void start_match(Model& model, std::uint64_t match, double t,
                        const std::vector<std::string>& players, std::uint64_t attempt = 1,
                        std::string_view log = {}) {
    plan_match(model, match, t, players, attempt, log);
    start(model, match, "game", t, {"game", "--match"});
}

/// The first player has won, or all are equal if `is_draw`.
struct MatchEnd {
    std::string reason = "one left";
    std::uint64_t turns = 100;
    bool is_draw = false;
    bool is_void = false;
    std::uint64_t late = 0;    ///< turns of the last player
    bool has_crashed = false;  ///< the last player
};

inline void end_match(Model& model, std::uint64_t match, double t,
                      const std::vector<std::string>& players, const MatchEnd& how = {}) {
    end(model, match, t, 1, 0);
    std::vector<game::MatchPlayerResult> results;
    for (const std::string& player : players) {
        game::MatchPlayerResult& result = results.emplace_back();
        result.player = player;
        if (how.is_void) continue;
        result.rank = how.is_draw ? 1 : results.size();
        result.score = "1";
    }
    results.back().late = how.late;
    results.back().crashed = how.has_crashed;
    game::MatchEndEvent event;
    event.t = seconds(t);
    event.match = match;
    event.matches = 280;
    event.is_void = how.is_void;
    event.reason = how.reason;
    event.turns = how.turns;
    event.players = results;
    model.match_ended(event);
}

inline game::StandingsRow standings_row(std::uint64_t rank, const std::string& name,
                                        std::optional<double> rating, double interval,
                                        double points, std::uint64_t wins, std::uint64_t draws,
                                        std::uint64_t losses) {
    game::StandingsRow row;
    row.rank = rank;
    row.name = name;
    row.rating = rating;
    if (rating) {
        row.interval = {*rating - interval, *rating + interval};
    } else {
        row.unrated = "always loses";
    }
    row.encounters = wins + draws + losses;
    row.points = points;
    row.wins = wins;
    row.draws = draws;
    row.losses = losses;
    row.seconds = 0.0031 * static_cast<double>(rank);
    return row;
}

inline void rank_league(Model& model, double t, std::uint64_t matches, std::uint64_t voids = 0) {
    std::vector<game::StandingsRow> rows = {
        standings_row(1, league[0], 127.8, 31.2, 13, 11, 4, 2),
        standings_row(2, league[6], 96, 29, 12.5, 11, 3, 3),
        standings_row(3, league[2], 41, 57, 10, 9, 2, 6),
        standings_row(4, league[1], 22, 58, 9.5, 8, 3, 6),
        standings_row(5, league[3], -18.4, 60, 8.5, 7, 3, 7),
        standings_row(6, league[4], -47, 59, 6.5, 5, 3, 9),
        standings_row(7, league[5], -221.9, 96.1, 4, 3, 2, 12),
        standings_row(8, league[7], std::nullopt, 0, 0, 0, 0, 17),
    };
    rows[2].late = 3;
    rows[4].late = 31;
    rows[4].crashed = 6;
    game::StandingsEvent event;
    event.t = seconds(t);
    event.matches = matches - voids;
    event.voids = voids;
    event.planned = 280;
    event.players = rows;
    model.standings(event);
}

/// Standings of that many players after `matches` of 280; nobody has an encounter if there are
/// none.
inline void rank_many(Model& model, const std::vector<std::string>& players, double t,
                      std::uint64_t matches, std::uint64_t encounters) {
    std::vector<game::StandingsRow> rows;
    for (const std::string& player : players) {
        const std::uint64_t rank = encounters == 0 ? 1 : rows.size() + 1;
        rows.push_back(standings_row(rank, player, std::nullopt, 0, 0, 0, 0, encounters));
        if (encounters == 0) rows.back().unrated = "no encounter";
    }
    game::StandingsEvent event;
    event.t = seconds(t);
    event.matches = matches;
    event.planned = 280;
    event.players = rows;
    model.standings(event);
}

/// A league of eight players after 140 of 280 matches, at 840 s: two more run.
inline void tell_of_league(Model& model) {
    begin_league(model);
    std::uint64_t match = 0;
    while (match < 133) {
        const std::size_t one = match % 8;
        const std::size_t other = (one + 1 + match / 8 % 7) % 8;
        const std::vector<std::string> players = {league[one], league[other]};
        ++match;
        const double t = 6.0 * static_cast<double>(match);
        start_match(model, match, t - 6, players);
        end_match(model, match, t, players, {.is_draw = match % 9 == 0});
    }
    struct Match {
        std::size_t winner;
        std::size_t loser;
        MatchEnd how;
    };
    const std::vector<Match> last = {
        {3, 5, {.reason = "the referee ended with exit code 3", .is_void = true}},
        {1, 2, {.turns = 133}},
        {4, 6, {.reason = "turns are over", .turns = 400, .is_draw = true}},
        {7, 0, {.turns = 61}},
        {6, 1, {.reason = "all out in the same turn", .turns = 141, .is_draw = true}},
        {2, 3, {.turns = 88, .late = 3}},
        {0, 5, {.turns = 1, .has_crashed = true}},
    };
    for (const auto& [winner, loser, how] : last) {
        ++match;
        const double t = 6.0 * static_cast<double>(match);
        const std::vector<std::string> players = {league[winner], league[loser]};
        start_match(model, match, t - 6, players);
        if (match == 137)
            write(model, match, "game", t - 1, "zoe: no food left", game::Stream::standard_error);
        end_match(model, match, t, players, how);
    }
    rank_league(model, 840, 140, 1);
    start_match(model, 141, 831.5, {league[0], noa});
    model.match_turn({seconds(839), 141, 43});
    start_match(model, 142, 840, {league[6], league[5]}, 2);
    model.set_time(seconds(840));
}

}  // namespace shown_runs
