/// ServedWorkers: the workers that the fork server has started, and which of them have ended.
#pragma once

#include "common/io/process.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include <sys/types.h>

namespace game {

/// A worker is known from its start until it has ended and is released. One that has ended stays a
/// zombie until then, which holds its number; but the system shows only the first such child, in
/// the order in which they were started, and those behind it have to be looked at one by one.
///
/// Owned and driven by the fork server's task, on its thread, which starts no worker itself. Others
/// must not reap a worker.
class ServedWorkers {
  public:
    /// Is told of each worker that has ended, unless it was released before. The worker is known
    /// until it is released; not in that call.
    using ReportEnd = std::function<void(std::uint64_t id, pid_t pid, const async::ProcessEnd&)>;

    /// `end_orphans` is called when a worker has failed that is a fork of this process: else it
    /// ends all that it has started, before it ends itself.
    ServedWorkers(ReportEnd report_end, std::function<void()> end_orphans)
        : report_end_(std::move(report_end)), end_orphans_(std::move(end_orphans)) {}

    /// One was started: process `pid`, a child of that thread. They come in the order in which
    /// their thread has started them.
    void add(std::uint64_t id, pid_t pid, std::size_t thread, bool is_fork);

    /// Kills the process group of that worker, which is known, and forgets it as soon as it has
    /// ended: then another process may get its number.
    void release(std::uint64_t id);

    /// Looks whether that worker, which is known, has ended. Returns true if that is new.
    bool look_at(std::uint64_t id);

    /// Finds the workers that have ended, as far as the system shows them: to be called when a
    /// child has. Returns true if a zombie may hide others.
    bool find_ended();

    /// Looks at all that have not ended.
    void look_at_all();

    /// None if the worker is not known.
    std::optional<pid_t> pid_of(std::uint64_t id) const;

    /// True if it is known, and is a zombie.
    bool has_ended(std::uint64_t id) const;

    /// True if process `pid` is one of the workers.
    bool has_process(pid_t pid) const { return by_pid_.contains(pid); }

    void kill_groups() const;

  private:
    /// The number of its thread, and which one of all it was.
    using Place = std::pair<std::size_t, std::uint64_t>;

    struct Worker {
        pid_t pid = 0;
        Place place;
        bool is_fork = false;    ///< of this process
        bool has_ended = false;  ///< and is a zombie now
        bool is_released = false;
    };

    static void reap_orphans();
    void look_behind(const Worker& zombie);
    void forget(std::uint64_t id);

    ReportEnd report_end_;
    std::function<void()> end_orphans_;
    std::unordered_map<std::uint64_t, Worker> workers_;
    std::unordered_map<pid_t, std::uint64_t> by_pid_;
    std::map<Place, std::uint64_t> running_;  ///< those that have not ended
    std::uint64_t started_ = 0;
};

}  // namespace game
