/// StoppedWorkers: what belongs to the workers that are told to end.
#pragma once

#include "game/launch/process_tree.h"

#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

namespace game {

/// Knows which processes belong to a worker that is being stopped: its process group and session,
/// and what has left both but descends from it. A process of the latter kind is remembered once it
/// was seen, since it becomes an orphan, and nobody's descendant, when its parent ends. Owned and
/// driven by the fork server; every worker must hold its number for as long as it is known here.
class StoppedWorkers {
  public:
    /// The next scan asks all that belongs to the worker to end: SIGTERM, then SIGCONT, since a
    /// process that is stopped cannot handle the first.
    void terminate(std::uint64_t id, pid_t pid);

    /// The next scan kills all that belongs to the worker.
    void kill(std::uint64_t id, pid_t pid);

    /// The worker's own process has ended, and is a zombie. False if the worker is not known here.
    bool set_ended(std::uint64_t id);

    void forget(std::uint64_t id) { workers_.erase(id); }

    bool is_empty() const { return workers_.empty(); }

    /// True from `kill` until the next scan.
    bool has_to_kill(std::uint64_t id) const;

    /// Looks at all processes once. `is_worker` says whether a process is one of the workers' own.
    /// Returns the workers of which nothing lives any more, and forgets them.
    std::vector<std::uint64_t> scan(const std::function<bool(pid_t)>& is_worker);

  private:
    struct Worker {
        pid_t pid = 0;
        bool has_ended = false;
        bool must_terminate = false;
        bool must_kill = false;
        bool is_killed = false;             ///< at least once
        std::vector<ProcessStatus> living;  ///< all that belong to it, when last looked at
    };

    /// Whose a process is: by its number.
    using Owners = std::unordered_map<pid_t, Worker*>;

    Worker& add(std::uint64_t id, pid_t pid);
    void find_living(const std::function<bool(pid_t)>& is_worker);
    void signal(Worker& worker);

    std::map<std::uint64_t, Worker> workers_;
};

}  // namespace game
