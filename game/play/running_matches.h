/// RunningMatches: the matches of a tournament that workers play.
#pragma once

#include "game/events/events.h"
#include "game/play/match_attempt.h"
#include "game/scenario/tournament.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace game {

/// Takes from the lines of the workers what concerns the tournament. Passive: TournamentRun owns
/// it, and tells it what happens.
class RunningMatches {
  public:
    /// `players` must outlive it.
    explicit RunningMatches(const std::vector<TournamentPlayer>& players) : players_(players) {}

    void add(std::uint64_t worker, MatchAttempt attempt);

    /// The match that a worker plays, until it ends; null if it plays none.
    const tournament::PlannedMatch* find(std::uint64_t worker) const;

    /// A worker wrote a line. Returns true if it was an answer of its match, which is not for
    /// people.
    bool take_line(const LineEvent& event);

    /// The newest turn that a match has answered, once.
    std::optional<std::uint64_t> take_turn(std::uint64_t worker);

    /// A worker has ended. Returns how many of its lines were taken, and none if it played no
    /// match.
    std::optional<std::uint64_t> take_end(const ExitEvent& event);

    /// Forgets those whose workers `is_dropped` before they were launched; it is called for each.
    std::vector<MatchAttempt> take_dropped(
        const std::function<bool(std::uint64_t worker)>& is_dropped);

    /// Adds one to those that have ended.
    void add_ended(MatchAttempt attempt) { ended_.push_back(std::move(attempt)); }

    /// Those that have ended since the last call.
    std::vector<MatchAttempt> take_ended() { return std::exchange(ended_, {}); }

    std::size_t size() const { return running_.size(); }
    bool has_ended() const { return !ended_.empty(); }  ///< whether `take_ended` has any
    std::vector<std::uint64_t> workers() const;

  private:
    struct Running {
        MatchAttempt attempt;
        std::optional<std::uint64_t> turn = std::nullopt;
        std::string line = {};    ///< what has come of one, in pieces
        std::uint64_t taken = 0;  ///< lines
    };

    bool take_answer(Running& running, const std::string& line);

    const std::vector<TournamentPlayer>& players_;
    std::map<std::uint64_t, Running> running_;  ///< by worker
    std::vector<MatchAttempt> ended_;
};

}  // namespace game
