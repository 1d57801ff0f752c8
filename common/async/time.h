/// Time, as the loop and its tasks see it. It comes from outside, so that a test can play an hour
/// in a millisecond.
#pragma once

#include <algorithm>
#include <chrono>

namespace async {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// `time + duration`, which is not below 0; the last point in time there is, if that is beyond it.
constexpr TimePoint later(TimePoint time, Duration duration) {
    return duration > TimePoint::max() - time ? TimePoint::max() : time + duration;
}

/// Where a loop takes its time from. It never goes backwards.
class TimeSource {
  public:
    TimeSource() = default;
    TimeSource(const TimeSource&) = delete;
    TimeSource& operator=(const TimeSource&) = delete;
    virtual ~TimeSource() = default;

    virtual TimePoint now() = 0;

    /// Asked when no task is ready and the first sleeper is due at `deadline`. True if the time is
    /// now `deadline` or later; false if the loop has to wait for it.
    virtual bool skip_to(TimePoint deadline) = 0;
};

/// The system's monotonic clock.
class SteadyTime final : public TimeSource {
  public:
    TimePoint now() override { return std::chrono::steady_clock::now(); }
    bool skip_to(TimePoint) override { return false; }
};

/// Time under a test's control: it stands still while tasks run, and jumps to the next deadline
/// when all of them sleep.
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
