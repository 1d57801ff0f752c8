#include "game/launch/fork_server_process.h"

#include "common/exit_code.h"
#include "common/io/signals.h"
#include "common/journal.h"
#include "game/launch/fork_service.h"
#include "game/launch/process_tree.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace game {

namespace {

using std::chrono::milliseconds;

/// Out of the terminal's reach: what it sends to `game`'s process group is for `game` to decide.
/// What was held back until now is let through, but for SIGCHLD, which `serve` waits for.
void leave_the_terminal() {
    ::setsid();
    for (const int signal :
         {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE}) {
        ::signal(signal, SIG_IGN);
    }
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_SETMASK, &child, nullptr);
}

/// A duplicate that workers do not get. Throws std::system_error.
async::FileDescriptor duplicate(int descriptor, const char* what) {
    constexpr int lowest = 3;
    async::FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, lowest));
    if (!copy.is_open()) throw std::system_error(errno, std::generic_category(), what);
    return copy;
}

/// Lets go of the standard descriptors: 0, 1 and 2 become /dev/null, which is also what workers get
/// as standard input. The others are closed in workers.
void close_standard_descriptors() {
    constexpr int count = 3;
    const async::FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null.is_open()) throw std::system_error(errno, std::generic_category(), "/dev/null");
    for (int descriptor = 0; descriptor < count; ++descriptor) {
        ::dup2(null.get(), descriptor);
    }
    ::close_range(count, ~0U, CLOSE_RANGE_CLOEXEC);
}

/// Writes a line of `game`'s own, unless that would block.
void write_line(int descriptor, const std::string& text) {
    const std::string_view prefix =
        common::is_journal(descriptor) ? common::journal_prefix(common::Priority::error) : "";
    const std::string line = std::string(prefix) + "game: " + text + "\n";
    constexpr int patience_ms = 100;
    pollfd writable{descriptor, POLLOUT, 0};
    if (::poll(&writable, 1, patience_ms) <= 0) return;
    [[maybe_unused]] const ssize_t written = ::write(descriptor, line.data(), line.size());
}

void write_survivors(int descriptor, const std::vector<Survivor>& survivors) {
    for (const Survivor& survivor : survivors) {
        const std::string why = survivor.error ? survivor.error.message() : "it does not end";
        write_line(descriptor, "cannot kill process " + std::to_string(survivor.pid) + ": " + why);
    }
}

/// A process in which a sanitizer looks for leaks must be one that ptrace(2) may look at.
void shut_out_debuggers() {
#if !defined(__SANITIZE_ADDRESS__)
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace

pid_t fork_sheltered() {
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &former);
    const pid_t pid = ::fork();
    const int error = errno;
    if (pid != 0) ::sigprocmask(SIG_SETMASK, &former, nullptr);
    if (pid < 0) throw std::system_error(error, std::generic_category(), "cannot fork");
    return pid;
}

int serve_forks(ForkSockets sockets, const ProcessMaker& maker, pid_t game) {
    ::prctl(PR_SET_PDEATHSIG,
            SIGCONT);  // a worker that has stopped us must not keep us from ending
    if (::getppid() != game) return common::exit_failure;
    leave_the_terminal();
    const async::FileDescriptor errors = duplicate(STDERR_FILENO, "standard error");
    const std::error_code not_adopting = adopt_orphans();
    if (not_adopting) {
        write_line(errors.get(), "processes that lose their parent may be left behind: " +
                                     not_adopting.message());
    }
    ::prctl(PR_SET_NAME, "worker-starter");  // no name that `killall -9 game` would find
    shut_out_debuggers();
    ::mallopt(M_ARENA_MAX, 1);  // a thread needs no memory of its own
    ServiceOutcome outcome;
    int code = common::exit_success;
    try {
        close_standard_descriptors();
        outcome = serve(std::move(sockets), maker);
        if (outcome.failure) std::rethrow_exception(outcome.failure);
    } catch (const std::exception& error) {
        write_line(errors.get(),
                   std::string("the process that starts the workers: ") + error.what());
        code = common::exit_failure;
    }
    const std::vector<Survivor> survivors = outcome.is_finished
                                                ? kill_descendants(time_to_vanish)
                                                : end_descendants(time_to_end, time_to_vanish);
    write_survivors(errors.get(), survivors);
    ::prctl(PR_SET_PDEATHSIG, 0);  // or it undoes the SIGSTOP by which the leak checker looks at us
    if (outcome.is_blocked) ::_exit(code);
    return survivors.empty() ? code : common::exit_failure;
}

namespace {

/// Waits for a change of the children's states, but not beyond `deadline`. SIGCHLD must be blocked.
void wait_for_child_signal(std::chrono::steady_clock::time_point deadline) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto ns = std::max<std::chrono::nanoseconds>(left, std::chrono::nanoseconds(0));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(ns);
    const timespec timeout{seconds.count(), (ns - seconds).count()};
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigtimedwait(&child, nullptr, &timeout);
}

/// waitid(2) does not report it as long as one of its threads is blocked.
bool is_stopped(pid_t pid) {
    const std::optional<ProcessStatus> status = read_process(pid);
    return status && status->state == 'T';
}

/// The wait status of `pid`, unless it does not end until `deadline`. Continues it when it is
/// stopped: a process that it has left behind may do that to its parent. Not when a debugger holds
/// it, such as the one with which a sanitizer looks for leaks.
std::optional<int> wait_until(pid_t pid, std::chrono::steady_clock::time_point deadline) {
    constexpr milliseconds pause(100);
    do {
        int status = 0;
        const pid_t reported = ::waitpid(pid, &status, WNOHANG | WUNTRACED);
        if (reported < 0 && errno != EINTR) return 0;  // it was reaped when it was found lost
        if (reported == pid && !WIFSTOPPED(status)) return status;
        if (reported == pid || is_stopped(pid)) ::kill(pid, SIGCONT);
        wait_for_child_signal(std::min(deadline, std::chrono::steady_clock::now() + pause));
    } while (std::chrono::steady_clock::now() < deadline);
    return {};
}

}  // namespace

void kill_leftovers() {
    write_survivors(STDERR_FILENO, kill_descendants(time_to_vanish));
}

bool ForkServerProcess::wait() {
    if (pid_ == 0) return true;
    const pid_t pid = std::exchange(pid_, 0);
    constexpr std::chrono::seconds longest(8);
    constexpr std::chrono::seconds after_kill(1);
    sigset_t child;
    sigset_t former;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, &former);
    std::optional<int> status = wait_until(pid, std::chrono::steady_clock::now() + longest);
    if (!status) {
        ::kill(pid, SIGKILL);
        status = wait_until(pid, std::chrono::steady_clock::now() + after_kill);
    }
    ::sigprocmask(SIG_SETMASK, &former, nullptr);
    const bool has_exited = status && WIFEXITED(*status);
    if (!has_exited) {
        write_line(STDERR_FILENO,
                   status
                       ? "the process that starts the workers has died: killing what it left behind"
                       : "the process that starts the workers does not end: leaving it behind");
    }
    kill_leftovers();  // orphans come to us also if it could not adopt them
    return has_exited && WEXITSTATUS(*status) == 0;  // else it has said what failed
}

}  // namespace game
