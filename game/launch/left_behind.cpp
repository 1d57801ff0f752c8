#include "game/launch/left_behind.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include <signal.h>
#include <unistd.h>

namespace game {

namespace {

std::vector<ProcessStatus> find_orphans() {
    constexpr int main_thread_only = 1;
    std::vector<ProcessStatus> found;
    for (const pid_t pid : list_children(::getpid(), main_thread_only)) {
        const std::optional<ProcessStatus> orphan = read_process(pid);
        if (!orphan || orphan->parent != ::getpid()) continue;
        found.push_back(*orphan);
        const std::vector<ProcessStatus> below = list_below({pid});
        found.insert(found.end(), below.begin(), below.end());
    }
    std::erase_if(found, [](const ProcessStatus& process) { return process.is_zombie(); });
    return found;
}

}  // namespace

void LeftBehind::end_orphans() {
    deadline_ = async::later(async::SteadyTime().now(), time_to_end);
    look();
    asked_.notify_all();
}

/// What a process starts while it is asked to end is asked as well, and gets no time beyond that.
void LeftBehind::look() {
    const async::TimePoint now = async::SteadyTime().now();
    std::map<Key, async::TimePoint> living;
    for (const ProcessStatus& process : find_orphans()) {
        const Key key(process.pid, process.start_time);
        const auto known = living_.find(key);
        const bool is_new = known == living_.end();
        const async::TimePoint deadline = is_new ? deadline_ : known->second;
        if (is_new) {
            signal_process(process, SIGTERM);
            signal_process(process, SIGCONT);  // one that is stopped cannot handle the first
        }
        if (now >= deadline) signal_process(process, SIGKILL);
        if (now < deadline + time_to_vanish) living.emplace(key, deadline);
    }
    living_ = std::move(living);
}

async::Task<void> LeftBehind::run() {
    constexpr std::chrono::milliseconds pause(20);
    for (;;) {
        while (living_.empty()) {
            co_await asked_.wait();
        }
        co_await async::sleep_for(pause);
        look();
    }
}

}  // namespace game
