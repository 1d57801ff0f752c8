/// WakeTimer: what ends a loop's wait for events at a deadline.
#pragma once

#include "common/async/handle.h"
#include "common/async/time.h"

#include <uv.h>

namespace async {

/// A timerfd(2) in a loop's epoll instance. libuv's own timers know whole milliseconds only, and
/// the kernel lets a long wait in epoll_wait(2) end later by a thousandth of it: two milliseconds
/// in all, of a limit of one second. This one is late by some microseconds.
///
/// To set it is a system call, so that is put off where it can be: a deadline that becomes later
/// costs nothing but one wake-up at the former one.
class WakeTimer {
  public:
    /// `loop` must outlive it. Throws std::system_error.
    explicit WakeTimer(uv_loop_t& loop);
    WakeTimer(const WakeTimer&) = delete;
    WakeTimer& operator=(const WakeTimer&) = delete;
    ~WakeTimer() = default;

    /// The next wait ends at `deadline`, or before.
    void set(TimePoint deadline) noexcept;

    /// Runs the loop until an event has come, of this timer or of something else.
    void poll_once();

  private:
    /// A timerfd.
    struct Descriptor {
        Descriptor();
        Descriptor(const Descriptor&) = delete;
        Descriptor& operator=(const Descriptor&) = delete;
        ~Descriptor();

        int number;
    };

    static void on_expiry(uv_poll_t* handle, int status, int events);

    Descriptor timer_;
    Handle<uv_poll_t> poll_;
    TimePoint set_for_ = TimePoint::max();  ///< that or later: it will not expire before
};

}  // namespace async
