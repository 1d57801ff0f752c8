#include "game/launch/stop_scans.h"

#include <chrono>

namespace game {

void StopScans::terminate(std::uint64_t id, pid_t pid, bool has_ended) {
    stopped_.terminate(id, pid);
    if (has_ended) stopped_.set_ended(id);
    want();
}

void StopScans::kill(std::uint64_t id, pid_t pid, bool has_ended) {
    stopped_.kill(id, pid);
    if (has_ended) stopped_.set_ended(id);
    want();
}

void StopScans::set_ended(std::uint64_t id) {
    if (stopped_.set_ended(id)) want();
}

void StopScans::forget(std::uint64_t id) {
    if (stopped_.has_to_kill(id)) scan();
    stopped_.forget(id);
}

void StopScans::want() {
    is_wanted_ = true;
    wanted_.notify_all();
}

/// A scan serves all requests that came together, and takes a fifth of our time at most.
async::Task<void> StopScans::run_wanted() {
    constexpr int pauses = 4;
    for (;;) {
        while (!is_wanted_) {
            co_await wanted_.wait();
        }
        const async::TimePoint next = last_ + pauses * cost_;
        if (next > loop_.now()) {
            co_await async::sleep_until(next);
        }
        scan();
    }
}

async::Task<void> StopScans::run_again() {
    constexpr std::chrono::milliseconds pause(20);
    for (;;) {
        while (stopped_.is_empty()) {
            co_await wanted_.wait();
        }
        co_await async::sleep_for(pause);
        want();
    }
}

void StopScans::scan() {
    is_wanted_ = false;
    const async::TimePoint begin = async::SteadyTime().now();
    for (const std::uint64_t id : stopped_.scan(is_worker_))
        report_gone_(id);
    last_ = async::SteadyTime().now();
    cost_ = last_ - begin;
}

}  // namespace game
