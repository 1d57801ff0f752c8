/// Verification: the moves of a logged match, played once more.
#pragma once

#include "common/async/task.h"
#include "game/match/referee.h"
#include "game/review/logged_match.h"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

namespace game {

/// The log and the referee do not agree. The text says on what: `turn 12 differs: …`.
class Difference : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Passes the moves of one match to a referee, and compares what it says. Its owner calls `begin`,
/// then `play` for each turn, then `finish`; it runs the referee beside them. The calls throw
/// Difference, also if the referee is at fault.
class Verification {
  public:
    /// The referee must outlive it.
    Verification(Referee& referee, LoggedMatch match);

    async::Task<void> begin(const MatchEvent& event);
    async::Task<void> play(const TurnEvent& event);
    void finish(const ResultEvent& event) const;

    /// How many have been played and found to be the same.
    std::uint64_t turns() const { return turns_; }

  private:
    void check_state(const std::string& when, std::string_view state, std::string_view views,
                     std::string_view hash) const;
    void check_events(const std::string& when, const TurnEvent& event) const;
    void check_ranks(std::span<const MatchRank> logged, const std::vector<MatchRank>& ranks) const;

    Referee& referee_;
    LoggedMatch match_;
    Announcement news_;
    std::uint64_t turns_ = 0;
    std::uint64_t turn_ = 0;  ///< the number of the latest
};

}  // namespace game
