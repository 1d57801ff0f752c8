/// Audience: a Reporter that can be too slow.
#pragma once

#include "common/async/task.h"
#include "game/events/reporter.h"

namespace game {

/// All outputs of a run, as its tasks see them. A reader of an output may be slow. A task that
/// could report without end therefore waits now and then.
class Audience : public Reporter {
  public:
    /// Waits until no reader is far behind.
    virtual async::Task<void> wait_until_caught_up() = 0;
};

}  // namespace game
