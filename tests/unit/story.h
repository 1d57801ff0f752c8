/// What the tests of the coroutine layer tell their stories with.
#pragma once

#include "common/async/async.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace story {

/// What happened, a line an event, each after the second at which it happened.
class Story {
  public:
    /// `time` must outlive it.
    explicit Story(async::TimeSource& time) : time_(time), begin_(time.now()) {}

    void tell(std::string_view event) {
        const std::chrono::duration<double> seconds = time_.now() - begin_;
        text_ += fmt::format("{:g} {}\n", seconds.count(), event);
    }

    const std::string& text() const { return text_; }

  private:
    async::TimeSource& time_;
    async::TimePoint begin_;
    std::string text_;
};

/// Fails the run after much longer than any machine needs.
inline async::Task<void> give_up_in_time() {
    constexpr std::chrono::seconds long_enough(40);
    co_await async::sleep_for(long_enough);
    throw std::runtime_error("this takes too long");
}

/// Runs `root`, which waits for real events, and so could wait for ever.
template <class T>
T run_in_time(async::Loop& loop, async::Task<T> root) {
    loop.start(give_up_in_time());
    return loop.run(std::move(root));
}

inline async::Task<void> sleep_task(async::Duration duration) {
    co_await async::sleep_for(duration);
}

/// Waits until somebody else asks it to stop.
inline async::Task<void> wait_for_ever() {
    constexpr async::TimePoint never = async::TimePoint::max();
    co_await async::sleep_until(never);
}

}  // namespace story
