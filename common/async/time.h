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

    /// True if the loop is to skip the time until the next deadline, in place of waiting for it.
    virtual bool can_skip() const { return false; }

    /// Sets the time to `deadline`, if it is earlier. Called when no task is ready and no event has
    /// come, and only if `can_skip`.
    virtual void skip_to(TimePoint) {}
};

/// The system's monotonic clock.
class SteadyTime final : public TimeSource {
  public:
    TimePoint now() override { return std::chrono::steady_clock::now(); }
};

}  // namespace async
