/// What runs below the test process, as /proc tells it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tests {

struct Process {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t group = 0;
    pid_t session = 0;
    char state = '?';          ///< R runs, S sleeps, T is stopped, Z is a zombie, …
    long processor_ticks = 0;  ///< user and system time, in units of sysconf(_SC_CLK_TCK)
    std::string name;

    bool is_zombie() const { return state == 'Z' || state == 'X'; }
};

std::optional<Process> find_process(pid_t pid);

/// True for a process that exists and is not a zombie.
bool is_alive(pid_t pid);

/// True for a process that a signal has stopped (SIGSTOP, SIGTSTP).
bool is_stopped(pid_t pid);

/// Everything that descends from `root`, zombies included, `root` itself not.
std::vector<Process> descendants_of(pid_t root);

/// The same without the zombies.
std::vector<Process> living_descendants_of(pid_t root);

/// Those of them that run the program in the file `program`.
std::vector<Process> descendants_running(pid_t root, const std::string& program);

/// Processor time, together.
long processor_ticks(const std::vector<Process>& processes);

/// Resident memory, together, in KiB.
long resident_kib(const std::vector<Process>& processes);

/// How many bytes the process has read, from wherever.
long bytes_read(pid_t pid);

/// True while a signal that was sent to the process has not reached it.
bool has_pending_signal(pid_t pid);

/// How often they have slept and been woken, together.
long wake_ups(const std::vector<Process>& processes);

/// Waits until neither `root` nor any descendant has had anything to do for a while.
void wait_until_idle(pid_t root);

/// Waits until nothing below the test process is alive any more.
void wait_until_all_are_gone();

/// Kills `root` and all its descendants with SIGKILL; none of them gets away by forking.
void kill_tree(pid_t root);

/// Makes the test process the parent of every orphan below it, so that none escapes the count.
void adopt_orphans();

/// Reaps what the test process has adopted. No Program may be alive.
void reap_zombies();

}  // namespace tests
