/// TournamentStory: what the screen knows of a tournament.
#pragma once

#include "common/part.h"
#include "game/events/tournament_events.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game::view {

/// A match that has been launched, and whose result is not known yet.
struct RunningMatch {
    std::uint64_t match = 0;
    std::uint64_t worker = 0;
    std::uint64_t attempt = 1;
    std::vector<std::size_t> players = {};  ///< indexes, in the order of their start positions
    std::string log = {};                   ///< a file; empty: none
    std::uint64_t turn = 0;                 ///< about a second old at most; 0: not known
};

/// How a player did in a match that has ended.
struct EndedPlayer {
    std::size_t player = 0;  ///< its index
    std::uint64_t rank = 0;  ///< equal ranks are a draw; 0: the match is void
    std::uint64_t late = 0;  ///< turns
    bool crashed = false;
};

struct EndedMatch {
    std::uint64_t match = 0;
    std::optional<std::uint64_t> worker = std::nullopt;  ///< none: its start was not reported
    bool is_void = false;
    std::string reason;
    std::uint64_t turns = 0;
    std::vector<EndedPlayer> players = {};  ///< in the order of their start positions
    std::string log = {};                   ///< where it was written; it may be gone by now
};

/// A match that can be opened on the screen.
struct ChosenMatch {
    std::uint64_t match = 0;
    std::string title;  ///< `match 17 of 300 - zoe, ben`
    std::string log;    ///< a file; empty: none

    bool operator==(const ChosenMatch&) const = default;
};

/// What two players did against each other: the points of one of them.
struct Encounters {
    std::uint64_t matches = 0;
    double points = 0;  ///< 1 where it was ahead, 1/2 where they were equal
};

/// Players are kept in the order of the scenario, which gives each its mark. Memory is bounded by
/// their number and that of the matches that run, not by how many are played.
class TournamentStory {
  public:
    /// Only the matches of one part are played. To be said before `begin`.
    void set_part(const common::Part& part) { part_ = part; }

    void begin(const TournamentEvent& event);
    void start(const MatchStartEvent& event);
    void note_turn(const MatchTurnEvent& event);
    void end(const MatchEndEvent& event);
    void rank(const StandingsEvent& event, bool is_part);

    bool has_begun() const { return has_begun_; }
    const std::string& format() const { return format_; }  ///< empty if it was not reported
    std::uint64_t rounds() const { return rounds_; }
    std::uint64_t seed() const { return seed_; }
    const std::vector<std::string>& players() const { return players_; }

    /// Matches, without those of other parts.
    std::uint64_t planned() const { return part_.share(1, planned_); }
    std::uint64_t ended() const { return ended_; }  ///< of these; those of former runs too
    std::uint64_t voids() const { return voids_; }

    /// How many of those that have ended were played before this run.
    std::uint64_t played_before() const { return played_before_; }

    /// The newest standings, the best first; before there are any, the players without figures.
    const std::vector<StandingsRow>& rows() const { return rows_; }

    bool has_standings() const { return has_standings_; }

    /// Why nobody has an encounter in these; empty if somebody has.
    std::string_view why_no_encounters() const { return why_no_encounters_; }

    /// How many matches had ended at the time of the standings.
    std::uint64_t ranked() const { return ranked_; }

    /// Whether matches have ended some time after the standings, more than computing them takes.
    bool are_standings_old() const;

    /// How far the test is that ends the tournament, if there is one. Valid while this is.
    std::optional<TestState> test() const;

    /// In order of their launch.
    const std::vector<RunningMatch>& running() const { return running_; }

    /// The newest ones, the last one first.
    const std::deque<EndedMatch>& recent() const { return recent_; }

    /// The worker that plays a match, or played one of the newest ones.
    std::optional<std::uint64_t> worker_of(std::uint64_t match) const;

    /// The number of the match that a worker plays, or played.
    std::optional<std::uint64_t> match_of(std::uint64_t worker) const;

    /// The match that a worker plays, or played.
    std::optional<ChosenMatch> find_match(std::uint64_t worker) const;

    bool is_running(std::uint64_t match) const;

    /// Whether it is kept who did what against whom: not with many players.
    bool has_encounters() const { return !encounters_.empty(); }

    /// What a player did against another one in the matches of this run. Both are indexes.
    const Encounters& against(std::size_t player, std::size_t other) const {
        return encounters_[player * players_.size() + other];
    }

    /// The index of the player of that name.
    std::optional<std::size_t> find(std::string_view name) const;

    /// How long the rest is going to take at the pace so far, on the scale of the run. None if that
    /// is not known yet, or nothing is left.
    std::optional<async::Duration> left(async::Duration now) const;

  private:
    std::size_t index_of(const std::string& name);
    void count(std::span<const EndedPlayer> players);
    std::string title_of(std::uint64_t match, std::span<const std::size_t> players) const;

    bool has_begun_ = false;
    std::string format_;
    std::uint64_t rounds_ = 0;
    std::uint64_t seed_ = 0;
    std::vector<std::string> players_;
    std::map<std::string, std::size_t, std::less<>> indexes_;
    common::Part part_;          ///< by default the whole
    std::uint64_t planned_ = 0;  ///< those of all parts
    std::uint64_t played_before_ = 0;
    std::uint64_t ended_ = 0;
    std::uint64_t ended_now_ = 0;  ///< in this run
    std::uint64_t voids_ = 0;
    std::optional<async::Duration> begin_;
    async::Duration last_end_{0};
    std::vector<StandingsRow> rows_;
    bool has_standings_ = false;
    std::string_view why_no_encounters_;  ///< a constant
    std::uint64_t ranked_ = 0;
    async::Duration ranked_t_{0};
    std::optional<TestState> test_;  ///< without its verdict
    std::string verdict_;
    std::vector<RunningMatch> running_;
    std::deque<EndedMatch> recent_;
    std::vector<Encounters> encounters_;  ///< a row for each player; empty: not kept
};

}  // namespace game::view
