/// Alarm: a sleep that others can end.
#pragma once

#include "common/async/async.h"

namespace game {

/// For one coroutine at a time.
class Alarm {
  public:
    /// Sleeps until `deadline`, or until `ring` is called. Other tasks run first, even if the
    /// deadline has passed.
    async::Task<void> wait_until(async::TimePoint deadline) {
        async::Sleep sleep(deadline);
        const Sleeping sleeping(sleep_, sleep);
        co_await sleep;
    }

    /// Ends the sleep, if there is one.
    void ring() {
        if (sleep_ != nullptr) sleep_->wake();
    }

  private:
    struct Sleeping {
        Sleeping(async::Sleep*& place, async::Sleep& sleep) : where(place) { where = &sleep; }
        Sleeping(const Sleeping&) = delete;
        Sleeping& operator=(const Sleeping&) = delete;
        ~Sleeping() { where = nullptr; }

        async::Sleep*& where;
    };

    async::Sleep* sleep_ = nullptr;
};

}  // namespace game
