#include "game/launch/served_workers.h"

#include <signal.h>

namespace game {

void ServedWorkers::add(std::uint64_t id, pid_t pid, std::size_t thread, bool is_fork) {
    Worker& worker = workers_[id];
    worker.pid = pid;
    worker.place = {thread, ++started_};
    worker.is_fork = is_fork;
    by_pid_.emplace(pid, id);
    running_.emplace(worker.place, id);
}

void ServedWorkers::release(std::uint64_t id) {
    Worker& worker = workers_.at(id);
    worker.is_released = true;
    ::kill(-worker.pid, SIGKILL);
    if (worker.has_ended) forget(id);
}

/// A worker that has ended and is not released yet comes before those that were started after it,
/// and hides them; those before it have not ended.
bool ServedWorkers::find_ended() {
    reap_orphans();
    while (const std::optional<pid_t> pid = async::find_ended_child(async::ChildrenOf::process)) {
        const auto known = by_pid_.find(*pid);
        if (known == by_pid_.end()) return true;
        if (look_at(known->second)) continue;
        look_behind(workers_.at(known->second));
        return true;
    }
    return false;
}

/// The children of the main thread, which starts no worker.
void ServedWorkers::reap_orphans() {
    while (const auto pid = async::find_ended_child(async::ChildrenOf::thread))
        async::reap(*pid);
}

void ServedWorkers::look_behind(const Worker& zombie) {
    auto next = running_.upper_bound(zombie.place);
    while (next != running_.end() && next->first.first == zombie.place.first) {
        const std::uint64_t id = next->second;
        ++next;
        look_at(id);
    }
}

void ServedWorkers::look_at_all() {
    for (auto next = running_.begin(); next != running_.end();) {
        const std::uint64_t id = next->second;
        ++next;
        look_at(id);
    }
}

bool ServedWorkers::look_at(std::uint64_t id) {
    Worker& worker = workers_.at(id);
    if (worker.has_ended) return false;
    const std::optional<async::ProcessEnd> end = async::find_end(worker.pid);
    if (!end) return false;
    worker.has_ended = true;
    const bool has_succeeded = end->exited() && end->exit_code() == 0;
    if (worker.is_fork && !has_succeeded) end_orphans_();
    running_.erase(worker.place);
    if (worker.is_released) {
        forget(id);
    } else {
        report_end_(id, worker.pid, *end);
    }
    return true;
}

/// From here on another process may get its number.
void ServedWorkers::forget(std::uint64_t id) {
    const auto found = workers_.find(id);
    async::reap(found->second.pid);
    by_pid_.erase(found->second.pid);
    workers_.erase(found);
}

std::optional<pid_t> ServedWorkers::pid_of(std::uint64_t id) const {
    const auto found = workers_.find(id);
    return found == workers_.end() ? std::nullopt : std::optional(found->second.pid);
}

bool ServedWorkers::has_ended(std::uint64_t id) const {
    const auto found = workers_.find(id);
    return found != workers_.end() && found->second.has_ended;
}

void ServedWorkers::kill_groups() const {
    for (const auto& [pid, id] : by_pid_)
        ::kill(-pid, SIGKILL);
}

}  // namespace game
