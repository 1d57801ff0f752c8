/// ChildLauncher: a Launcher whose processes are children of this one.
#pragma once

#include "common/async/async.h"
#include "game/launch/child_signals.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/launch/stop_scans.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include <sys/types.h>

namespace game {

/// What the fork server does, done in this process: for a run below another fork server, to which
/// all falls that this process leaves behind when it is killed. Starting a process blocks, for as
/// long as the file system does. Owned by Game, which drives it with `run`; its children must not
/// outlive it. SIGCHLD must be blocked.
class ChildLauncher final : public Launcher {
  public:
    /// `loop` and `plan` must outlive it. Throws std::system_error.
    ChildLauncher(async::Loop& loop, const LaunchPlan& plan);

    std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker,
                                  const StandardDescriptors& descriptors) override;

    /// Notices the ends of children, until stopped.
    async::Task<void> run();

  private:
    class Process;

    async::Task<void> handle_child_signals();
    void collect_ended();
    void reap_strangers();
    void report_gone(std::uint64_t id);
    std::uint64_t add(Process& process, pid_t pid);
    void release(std::uint64_t id);

    /// A child, until it is reaped: it holds its number.
    struct Held {
        pid_t pid = 0;
        Process* process = nullptr;  ///< null once it is released
        bool has_ended = false;
    };

    const LaunchPlan& plan_;
    ChildSignals signals_;
    StopScans scans_;
    std::unordered_map<std::uint64_t, Held> held_;
    std::uint64_t last_id_ = 0;
};

}  // namespace game
