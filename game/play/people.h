/// People: lets those take part in a match who come from elsewhere, one worker each.
#pragma once

#include "game/launch/launch_plan.h"
#include "game/match/match.h"
#include "game/play/scheduler.h"

#include <cstdint>
#include <string>
#include <variant>

namespace game {

/// Why somebody cannot take part.
struct JoinRefusal {
    std::string why;
};

/// Launches a worker for each person who wants to play. It is a worker as any other: it has a
/// number and lines, can be stopped, and its end is the end of the person's part. Game owns it.
class People {
  public:
    /// All must outlive it. `plan` is the one that `scheduler` launches from, and has the command
    /// of such a worker.
    People(LaunchPlan& plan, Scheduler& scheduler, const Match& match)
        : plan_(plan), scheduler_(scheduler), match_(match) {}

    /// Returns the number of the worker that is launched, now or when its turn has come.
    std::variant<std::uint64_t, JoinRefusal> join(const std::string& name);

  private:
    LaunchPlan& plan_;
    Scheduler& scheduler_;
    const Match& match_;
};

}  // namespace game
