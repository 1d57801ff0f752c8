/// StopRule: what `stop_when` says (game-scenario(5)).
#pragma once

#include "game/events/events.h"
#include "game/launch/launch_plan.h"
#include "game/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace game {

/// Given all workers that are to come, and how each ended, says when the run is to stop and with
/// which exit code. A worker that is restarted has not ended. Plain data, which the Scheduler owns.
class StopRule {
  public:
    /// `plan` must outlive it. The script's workers are expected.
    StopRule(StopWhen when, const LaunchPlan& plan);

    /// One more worker of `entry` is to come.
    void expect(std::size_t entry);

    /// A worker of `entry` has ended for good. Returns the exit code of the run, if it is to stop.
    std::optional<int> ended(std::size_t entry, const ExitEvent& end);

    /// `count` workers of `entry` will not be launched after all. Returns as `ended`.
    std::optional<int> dropped(std::size_t entry, std::uint64_t count);

  private:
    bool is_named(std::size_t entry) const;

    StopWhen when_;
    const LaunchPlan& plan_;
    std::uint64_t expected_ = 0;  ///< workers of the entry that is named
    int exit_code_ = 0;           ///< of the first of them that failed
};

}  // namespace game
