/// ReplayIndex: the places of a log at which a replay can stop.
#pragma once

#include "game/log/reader.h"
#include "game/view/model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// Plain data, made by passing it the events of a log in order. Places are counted in events from
/// the beginning of the log. In a match a step is a turn, in a tournament the end of a match, else
/// a second in which something happens.
class ReplayIndex {
  public:
    /// After the first `position` events.
    struct Step {
        std::uint64_t position = 0;
        std::uint64_t turn = 0;  ///< or match, or second
        std::size_t run = 0;
    };

    /// `position` is how many events have been passed, this one included.
    void add(const LogEvent& event, std::uint64_t position);

    /// The step that was reached last at a place. There is one, if there is an event.
    const Step& step_at(std::uint64_t position) const { return steps_[index_at(position)]; }

    /// The place of the step before that one, and of the next one; itself, if there is none.
    std::uint64_t before(std::uint64_t position) const;
    std::uint64_t after(std::uint64_t position) const;

    /// The places before and after at which a player went out; in a tournament, at which a match
    /// ended void, or with a player that was late or crashed; else at which a worker failed.
    std::optional<std::uint64_t> out_before(std::uint64_t position) const;
    std::optional<std::uint64_t> out_after(std::uint64_t position) const;

    /// How many turns, matches or seconds a run has.
    std::uint64_t turns(std::size_t run) const { return runs_[run].turns; }

    /// Who went out in the match of a run, in order.
    const std::vector<view::ReplayOut>& outs(std::size_t run) const { return runs_[run].outs; }

    bool is_empty() const { return steps_.empty(); }

  private:
    struct Run {
        bool has_turns = false;  ///< or matches
        std::uint64_t turns = 0;
        std::vector<view::ReplayOut> outs;
    };

    std::size_t index_at(std::uint64_t position) const;
    void add_step(std::uint64_t position, std::uint64_t turn);
    void begin_turns(std::uint64_t position);
    void add_turn(const TurnEvent& event, std::uint64_t position);
    void add_match(const MatchEndEvent& event, std::uint64_t position);
    void pass_second(async::Duration t, std::uint64_t position);

    std::vector<Step> steps_;
    std::vector<Run> runs_;
    std::vector<std::uint64_t> outs_;  ///< places
    async::Duration first_t_{0};       ///< of the latest run
};

}  // namespace game
