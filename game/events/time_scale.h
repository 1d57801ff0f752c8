/// TimeScale: the run's own time, which `--speed` makes faster than real time.
#pragma once

#include "common/async/time.h"

namespace game {

/// Converts between the loop's time and the time since the start on the scenario's scale: real time
/// times `speed`. Beyond what a time can hold, it is the farthest one.
class TimeScale {
  public:
    /// `speed` is above 0.
    TimeScale(async::TimePoint start, double speed) : start_(start), speed_(speed) {}

    /// How far the run is at `now`, in whole microseconds: as exactly as a log can store it, so
    /// that a replay has the same times.
    async::Duration since_start(async::TimePoint now) const {
        const auto real = static_cast<double>((now - start_).count());
        return std::chrono::floor<std::chrono::microseconds>(saturate(real * speed_));
    }

    /// When the run is as far as `time`; if it can never be, the last point in time there is.
    async::TimePoint at(async::Duration time) const {
        return time > farthest ? async::TimePoint::max() : async::later(start_, to_real(time));
    }

    /// How long a duration of the scenario lasts in real time.
    async::Duration to_real(async::Duration duration) const {
        return saturate(static_cast<double>(duration.count()) / speed_);
    }

  private:
    static constexpr async::Duration farthest = async::Duration::max() / 2;

    static async::Duration saturate(double nanoseconds) {
        const bool is_near = nanoseconds < static_cast<double>(farthest.count());
        return is_near ? async::Duration(static_cast<async::Duration::rep>(nanoseconds)) : farthest;
    }

    async::TimePoint start_;
    double speed_;
};

}  // namespace game
