#include "game/play/start_wait.h"

#include <utility>

namespace game {

namespace {

/// The clock may be set, and the machine be suspended, meanwhile: it is looked at so often.
constexpr std::chrono::seconds longest_sleep(1);

/// With so little delay, the run still has begun at the time that was wanted.
constexpr std::chrono::seconds tolerance(1);

/// Not all times of the calendar fit into nanoseconds, so it is milliseconds that are compared:
/// `start` has no parts of one.
bool is_before(std::chrono::system_clock::time_point time, common::WallTime start) {
    return std::chrono::floor<std::chrono::milliseconds>(time) < start;
}

async::Duration time_to_sleep(std::chrono::system_clock::time_point now, common::WallTime start) {
    if (is_before(now + longest_sleep, start)) return longest_sleep;
    return std::chrono::ceil<async::Duration>(start - now);
}

}  // namespace

async::Task<StartWait::Begin> StartWait::wait() {
    std::chrono::system_clock::time_point now = clock_();
    while (is_before(now, start_) && !is_given_up_) {
        const async::Duration next = time_to_sleep(now, start_);
        async::Task<void> end = wait_until_given_up();
        try {
            co_await async::with_timeout(next, std::move(end));
        } catch (const async::TimedOut&) {
            // On purpose: the time has come, or the clock is looked at again.
        }
        now = clock_();
    }
    const auto wall_time = std::chrono::floor<std::chrono::milliseconds>(now);
    Begin begin{loop_.now(), wall_time, std::chrono::milliseconds(0)};
    if (is_before(now, start_)) co_return begin;
    const std::chrono::milliseconds passed = wall_time - start_;
    if (passed > tolerance) {
        begin.late = passed;
        co_return begin;
    }
    begin.time -= std::chrono::duration_cast<async::Duration>(now - start_);
    begin.wall_time = start_;
    co_return begin;
}

async::Task<void> StartWait::wait_until_given_up() {
    while (!is_given_up_) {
        co_await given_up_.wait();
    }
}

void StartWait::give_up() {
    is_given_up_ = true;
    given_up_.notify_all();
}

}  // namespace game
