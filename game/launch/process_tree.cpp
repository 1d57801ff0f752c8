#include "game/launch/process_tree.h"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace game {

namespace {

namespace fs = std::filesystem;

/// Kills the children of `process` and theirs, the eldest first; a process that ends meanwhile has
/// none. One that is stopped first cannot fork while its children are looked up (proc(5),
/// /proc/PID/task/TID/children).
void kill_below(pid_t process) {
    std::error_code gone;
    const fs::path tasks = fs::path("/proc") / std::to_string(process) / "task";
    for (const fs::directory_entry& task : fs::directory_iterator(tasks, gone)) {
        std::ifstream children(task.path() / "children");
        for (pid_t child = 0; children >> child;) {
            ::kill(child, SIGSTOP);
            kill_below(child);
            ::kill(child, SIGKILL);
        }
    }
}

/// False when no child is left.
bool reap_ended() {
    for (;;) {
        const pid_t pid = ::waitpid(-1, nullptr, WNOHANG);
        if (pid == 0) return true;
        if (pid < 0 && errno != EINTR) return false;
    }
}

}  // namespace

void adopt_orphans() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void kill_descendants(async::Duration patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (reap_ended()) {
        kill_below(::getpid());
        // Those who were just killed need a moment, and their own children come to us only then.
        constexpr int moment_ms = 1;
        ::poll(nullptr, 0, moment_ms);
        if (std::chrono::steady_clock::now() >= deadline) return;
    }
}

}  // namespace game
