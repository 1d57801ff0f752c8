/// Time, as the loop and its tasks see it. It comes from outside, so that a test can let an hour
/// pass in a millisecond.
#pragma once

#include <chrono>

namespace async {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// `time + duration`, or the last point in time if that is sooner. `duration` is not negative.
constexpr TimePoint later(TimePoint time, Duration duration) {
    return duration > TimePoint::max() - time ? TimePoint::max() : time + duration;
}

/// Where a loop takes its time from. Time never goes backwards.
class TimeSource {
  public:
    TimeSource() = default;
    TimeSource(const TimeSource&) = delete;
    TimeSource& operator=(const TimeSource&) = delete;
    virtual ~TimeSource() = default;

    virtual TimePoint now() = 0;

    /// Called when no task is ready and the first sleeper is due at `deadline`. Returns true if the
    /// time is now `deadline` or later; false if the loop has to wait for it.
    virtual bool skip_to(TimePoint deadline) = 0;
};

/// The system's monotonic clock.
class SteadyTime final : public TimeSource {
  public:
    TimePoint now() override { return std::chrono::steady_clock::now(); }
    bool skip_to(TimePoint) override { return false; }
};

}  // namespace async
