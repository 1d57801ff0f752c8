/// ManualTime: time under a test's control.
#pragma once

#include "common/async/time.h"

#include <algorithm>

namespace async {

/// Time that stands still while tasks run, and jumps to the next deadline when all of them sleep.
class ManualTime final : public TimeSource {
  public:
    TimePoint now() override { return now_; }
    bool skip_to(TimePoint deadline) override {
        now_ = std::max(now_, deadline);
        return true;
    }

    /// Lets time pass inside a task, as a computation without an await does.
    void advance(Duration duration) { now_ += duration; }

  private:
    TimePoint now_;
};

}  // namespace async
