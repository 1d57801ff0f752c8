/// The tree of processes below a process: to look at it, to signal it, and to leave nothing behind.
#pragma once

#include "common/async/time.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <system_error>
#include <vector>

#include <sys/types.h>

namespace game {

/// A process as /proc/PID/stat shows it (proc(5)).
struct ProcessStatus {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t group = 0;
    pid_t session = 0;
    char state = '?';  ///< R runs, S sleeps, T is stopped, Z is a zombie, …
    int threads = 0;
    std::uint64_t start_time = 0;  ///< with the pid it names one process for good

    bool is_zombie() const { return state == 'Z' || state == 'X'; }
};

/// None if there is no such process, or no /proc.
std::optional<ProcessStatus> read_process(pid_t pid);

/// True if the kernel lists the children of a process in /proc.
bool can_list_children();

/// The children of all threads of `parent`, a process with `threads` threads.
std::vector<pid_t> list_children(pid_t parent, int threads);

/// Every process below `roots`, parents before their children; without those of which `is_skipped`
/// says so, and without what is only below them. A process that ends or gets another parent
/// meanwhile may be missing.
std::vector<ProcessStatus> list_below(
    const std::vector<pid_t>& roots,
    const std::function<bool(pid_t)>& is_skipped = [](pid_t) { return false; });

/// Sends `signal` to the process that `status` was read from, and never to another one that has got
/// its number since. If it may not be signalled, nothing happens.
void signal_process(const ProcessStatus& status, int signal);

/// Makes this process the one that its descendants fall to when their parents die, in place of init
/// (prctl(2), PR_SET_CHILD_SUBREAPER). So they all stay below it. Returns the error if the kernel
/// refuses it.
std::error_code adopt_orphans();

/// How long what a killed process leaves behind has to end by itself.
inline constexpr std::chrono::milliseconds time_to_end(700);

/// How long we wait for what was killed, when nothing changes.
inline constexpr std::chrono::seconds time_to_vanish(5);

/// A descendant that could not be killed.
struct Survivor {
    pid_t pid;
    std::error_code error;  ///< none if it was sent SIGKILL and has not ended
};

/// Kills every descendant of this process, in any group or session, and reaps those that are its
/// children. Returns those that are left when nothing has changed for `patience`; for less if we
/// may signal none of them. Only after `adopt_orphans` is none missed. Other threads must not start
/// processes meanwhile.
std::vector<Survivor> kill_descendants(async::Duration patience);

/// Asks every descendant to end (SIGTERM, then SIGCONT), and after `grace` kills what is left.
std::vector<Survivor> end_descendants(async::Duration grace, async::Duration patience);

}  // namespace game
