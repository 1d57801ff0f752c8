/// TurnDeadlines: how long a turn stays open, and for whom.
#pragma once

#include "common/async/async.h"
#include "game/match/alarm.h"
#include "game/match/match_options.h"
#include "game/match/roster.h"

#include <cstddef>
#include <optional>

namespace game {

/// The time of a match. In lockstep a turn waits for the players who are awaited, up to its limit;
/// then for each of them until its bank is used up. In ticks turns close on a timetable. Owned and
/// driven by Match, in each turn: `open`, `await` for players, `start`, a wait.
class TurnDeadlines {
  public:
    /// All must outlive it. `alarm` ends a wait in which something has changed.
    TurnDeadlines(const MatchServices& services, const MatchOptions& options, Roster& roster,
                  Alarm& alarm);

    /// The timetable of the ticks begins now.
    void begin_ticks() { next_tick_ = services_.loop.now(); }

    /// Begins a turn, before it is written to the players; none of them is awaited yet. `wanted` is
    /// the limit that the referee asks for, if it does.
    void open(std::optional<async::Duration> wanted);

    /// Of the turn that was opened last; none: there is none.
    const std::optional<async::Duration>& limit() const { return limit_; }

    /// The turn waits for that player.
    void await(Player& player);

    /// It waits for that player, who is awaited, no more.
    void stop_awaiting(Player& player);

    /// For how many it waits.
    std::size_t awaited() const { return awaited_; }

    /// All was written: the deadlines count from now.
    void start();

    /// The time since the players of this turn were asked for their moves.
    async::Duration since_asked() const;

    /// Takes the time beyond the limit from the bank of a player who answers now.
    void charge(Player& player) const;

    /// Waits until nobody is awaited. Gives up players at their deadlines.
    async::Task<void> wait_for_answers();

    /// Waits until the turn closes by the timetable.
    async::Task<void> wait_for_tick();

    /// Waits until the next turn may be opened, for watching.
    async::Task<void> keep_pace();

  private:
    bool is_lockstep() const { return options_.settings.mode == MatchMode::lockstep; }
    void read_awaited(std::size_t most);
    void give_up_awaiting(async::TimePoint deadline);

    const MatchServices& services_;
    const MatchOptions& options_;
    Roster& roster_;
    Alarm& alarm_;
    async::Duration tick_;  ///< in real time
    std::optional<async::Duration> limit_;
    async::TimePoint asked_at_;       ///< when the turn was written to all
    async::TimePoint turn_deadline_;  ///< without anybody's bank
    async::TimePoint next_tick_;      ///< ticks: when the turn closes
    async::TimePoint written_by_ =
        async::TimePoint::max();  ///< what is heard now was written by then
    std::size_t awaited_ = 0;
};

}  // namespace game
