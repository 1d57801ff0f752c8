/// Audience: a Reporter that can be too slow.
#pragma once

#include "common/async/task.h"
#include "game/events/reporter.h"

namespace game {

/// All who are told of a run, as those who tell see them. Some may read slowly; who could otherwise
/// tell without end waits for them.
class Audience : public Reporter {
  public:
    /// Waits until no reader is far behind.
    virtual async::Task<void> wait_until_caught_up() = 0;
};

}  // namespace game
