/// What happens in a tournament, as it is reported to every output (game(1)).
#pragma once

#include "common/async/time.h"
#include "game/events/match_events.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// The tournament begins, or goes on.
struct TournamentEvent {
    async::Duration t{0};
    std::string_view rules;   ///< of a match, as describe_rules() has them
    std::string_view format;  ///< as a scenario has it: `round-robin`
    std::uint64_t group = 2;  ///< players of a match
    std::uint64_t rounds = 1;
    std::uint64_t seed = 0;
    std::uint64_t matches = 0;  ///< all that are planned
    std::uint64_t played = 0;   ///< those whose results were there before
    std::span<const std::string> players;
    std::string_view results;  ///< the file
    std::string_view logs;     ///< the folder; empty: none
};

/// A match of the tournament is launched as a worker.
struct MatchStartEvent {
    async::Duration t{0};
    std::uint64_t match = 0;    ///< its number, from 1
    std::uint64_t matches = 0;  ///< all that are planned
    std::uint64_t attempt = 1;  ///< more if it was void before
    std::uint64_t worker = 0;
    std::span<const std::string> players;  ///< in the order of their start positions
    std::uint64_t seed = 0;
    std::string_view log;  ///< a file; empty: none
};

/// The turn in which a match of the tournament is. Sent to spectators only: no log has it.
struct MatchTurnEvent {
    async::Duration t{0};
    std::uint64_t match = 0;
    std::uint64_t turn = 0;
};

/// How a player did in a match of the tournament.
struct MatchPlayerResult {
    std::string player;
    std::uint64_t rank = 0;      ///< equal ranks are a draw; 0: the match is void
    std::string score = {};      ///< a number, as JSON; empty: the match is void
    std::uint64_t late = 0;      ///< turns
    bool crashed = false;        ///< or could not be started
    std::uint64_t answers = 0;   ///< turns with an answer
    async::Duration thought{0};  ///< real time until all of these
};

/// A match of the tournament has ended, and counts.
struct MatchEndEvent {
    async::Duration t{0};
    std::uint64_t match = 0;
    std::uint64_t matches = 0;  ///< all that are planned
    bool is_void = false;       ///< for good: it counts for nobody
    std::string_view reason;    ///< why it is over, or void
    std::uint64_t turns = 0;
    std::span<const MatchPlayerResult> players;  ///< in the order of their start positions
    std::string_view log;                        ///< a file; empty: none has been kept
};

/// A player's line of the standings.
struct StandingsRow {
    std::uint64_t rank = 1;  ///< equal ones are shared
    std::string name;
    std::optional<double> rating = std::nullopt;                       ///< Elo scale, the mean is 0
    std::optional<std::pair<double, double>> interval = std::nullopt;  ///< of 95 %
    std::string unrated = {};  ///< why there is no rating, or no interval; empty if there are both
    std::uint64_t encounters = 0;
    double points = 0;
    std::uint64_t wins = 0;  ///< encounters; so are the next two
    std::uint64_t draws = 0;
    std::uint64_t losses = 0;
    std::uint64_t late = 0;                        ///< matches
    std::uint64_t crashed = 0;                     ///< matches
    std::optional<double> seconds = std::nullopt;  ///< the mean until an answer
};

/// How far the test that ends a tournament of two players is.
struct TestState {
    double elo0 = 0;
    double elo1 = 0;
    double ratio = 0;  ///< the log likelihood ratio
    double lower = 0;  ///< at or below it, `elo0` is accepted
    double upper = 0;  ///< at or above it, `elo1` is
    std::uint64_t encounters = 0;
    std::string_view verdict;  ///< `undecided`, `elo0` or `elo1`
};

/// The standings at some time.
struct StandingsEvent {
    async::Duration t{0};
    std::uint64_t matches = 0;              ///< that count
    std::uint64_t voids = 0;                ///< that count for nobody
    std::uint64_t planned = 0;              ///< all
    std::span<const StandingsRow> players;  ///< the best first
    std::optional<TestState> test = std::nullopt;
};

/// Points as tables for people show them, in hundredths. Halves are rounded up, whatever the binary
/// digits behind them are: 0.625 is 0.63.
double rounded_points(double points);

/// Why nobody has an encounter in the standings, in a few words: matches count, but of no encounter
/// all have ended. Empty if somebody has one, or if no match counts. `is_part`: only the matches of
/// a part are played, and those of an encounter are of several parts.
std::string_view why_no_encounters(const StandingsEvent& event, bool is_part);

/// The same of a log that ends without standings, which is that of several parts.
inline constexpr std::string_view no_standings_in_log =
    "no standings in these logs: see --standings of all results";

/// Appends the members of a JSON object: `"matches":300,"void":0,"players":[…]`, and `"test":{…}`.
/// What is undefined is null.
void append_standings_members(std::string& out, const StandingsEvent& event);

/// A match in one line: `match 17 of 300: 1. ben, 2. zoe - one left, 40 turns`.
std::string describe_match_end(const MatchEndEvent& event);

}  // namespace game
