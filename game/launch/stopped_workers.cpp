#include "game/launch/stopped_workers.h"

#include <signal.h>
#include <unistd.h>

namespace game {

StoppedWorkers::Worker& StoppedWorkers::add(std::uint64_t id, pid_t pid) {
    Worker& worker = workers_[id];
    worker.pid = pid;
    return worker;
}

void StoppedWorkers::terminate(std::uint64_t id, pid_t pid) {
    add(id, pid).must_terminate = true;
}

void StoppedWorkers::kill(std::uint64_t id, pid_t pid) {
    add(id, pid).must_kill = true;
}

bool StoppedWorkers::set_ended(std::uint64_t id) {
    const auto found = workers_.find(id);
    if (found == workers_.end()) return false;
    found->second.has_ended = true;
    return true;
}

bool StoppedWorkers::has_to_kill(std::uint64_t id) const {
    const auto found = workers_.find(id);
    if (found == workers_.end()) return false;
    return found->second.must_kill && !found->second.is_killed;
}

std::vector<std::uint64_t> StoppedWorkers::scan(const std::function<bool(pid_t)>& is_worker) {
    find_living(is_worker);
    std::vector<std::uint64_t> gone;
    for (auto next = workers_.begin(); next != workers_.end();) {
        Worker& worker = next->second;
        signal(worker);
        const bool is_gone = worker.has_ended && worker.living.empty();
        if (is_gone) gone.push_back(next->first);
        next = is_gone ? workers_.erase(next) : std::next(next);
    }
    return gone;
}

/// Something of a worker is below it, or below an orphan, which is a child of this process.
void StoppedWorkers::find_living(const std::function<bool(pid_t)>& is_worker) {
    std::vector<pid_t> roots = {::getpid()};
    Owners owners;
    std::map<std::pair<pid_t, std::uint64_t>, Worker*> remembered;
    for (auto& [id, worker] : workers_) {
        owners.emplace(worker.pid, &worker);
        if (!worker.has_ended) roots.push_back(worker.pid);
        for (const ProcessStatus& process : worker.living)
            remembered.emplace(std::pair(process.pid, process.start_time), &worker);
        worker.living.clear();
    }
    const auto find_owner = [&](const ProcessStatus& process) -> Worker* {
        for (const pid_t relative : {process.session, process.group, process.parent}) {
            const auto found = owners.find(relative);
            if (found != owners.end()) return found->second;
        }
        const auto found = remembered.find(std::pair(process.pid, process.start_time));
        return found == remembered.end() ? nullptr : found->second;
    };
    for (const ProcessStatus& process : list_below(roots, is_worker)) {
        Worker* const owner = find_owner(process);
        if (owner == nullptr) continue;
        owners.emplace(process.pid, owner);
        if (!process.is_zombie()) owner->living.push_back(process);
    }
}

/// The group is signalled as a whole, which also works where processes cannot be listed.
void StoppedWorkers::signal(Worker& worker) {
    if (worker.must_terminate) {
        ::kill(-worker.pid, SIGTERM);
        ::kill(-worker.pid, SIGCONT);
    }
    if (worker.must_kill) ::kill(-worker.pid, SIGKILL);
    for (const ProcessStatus& process : worker.living) {
        if (worker.must_terminate && process.group != worker.pid) {
            signal_process(process, SIGTERM);
            signal_process(process, SIGCONT);
        }
        if (worker.must_kill) signal_process(process, SIGKILL);
    }
    worker.must_terminate = false;
    worker.is_killed = worker.must_kill;
}

}  // namespace game
