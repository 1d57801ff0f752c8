#include "tests/faults/tracer.h"

#include "tests/faults/descendants.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {

namespace {

constexpr int syscall_stop = SIGTRAP | 0x80;
constexpr std::array role_names{"main", "server", "child"};

// A signal's handler can reach nothing else.
volatile std::sig_atomic_t term_is_wanted = 0;  // NOLINT(*-avoid-non-const-global-variables)
volatile std::sig_atomic_t end_is_wanted = 0;   // NOLINT(*-avoid-non-const-global-variables)

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// ptrace's signature is one for all of its requests.
long trace(__ptrace_request request, pid_t tid, std::uintptr_t address, std::uintptr_t data) {
    return ::ptrace(request, tid, reinterpret_cast<void*>(address),  // NOLINT
                    reinterpret_cast<void*>(data));                  // NOLINT
}

/// Lets a stopped thread run to its next call. It may have been killed meanwhile.
void resume(pid_t tid, int signal = 0) {
    trace(PTRACE_SYSCALL, tid, 0, static_cast<std::uintptr_t>(signal));
}

void set_register(pid_t tid, std::size_t offset, long value) {
    trace(PTRACE_POKEUSER, tid, offset, static_cast<std::uintptr_t>(value));
}

pid_t process_of(pid_t tid) {
    std::ifstream status("/proc/" + std::to_string(tid) + "/status");
    for (std::string word; status >> word;) {
        if (word != "Tgid:") continue;
        pid_t process = 0;
        status >> process;
        return process;
    }
    return tid;
}

bool stops_a_process(int signal) {
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/// Makes waitpid come back often enough to look at the time.
void start_ticking() {
    struct sigaction action{};
    action.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &action, nullptr);
    action.sa_handler = [](int) { term_is_wanted = 1; };
    ::sigaction(SIGUSR1, &action, nullptr);
    action.sa_handler = [](int) { end_is_wanted = 1; };
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    constexpr suseconds_t tick = 10'000;
    const itimerval timer{{0, tick}, {0, tick}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

std::string working_folder() {
    std::array<char, 4096> folder{};
    if (::getcwd(folder.data(), folder.size()) == nullptr) fail("getcwd");
    return folder.data();
}

}  // namespace

std::optional<Role> parse_role(const std::string& name) {
    for (std::size_t i = 0; i < role_names.size(); ++i)
        if (name == role_names[i]) return static_cast<Role>(i);
    return {};
}

Tracer::Tracer(int report, std::optional<Fault> fault, Limits limits)
    : report_(report),
      fault_(std::move(fault)),
      limits_(limits),
      names_(working_folder()),
      stage_begin_(Clock::now()),
      last_move_(stage_begin_) {}

void Tracer::run(const std::vector<std::string>& command) {
    start_ticking();
    start(command);
    for (;;) {
        int status = 0;
        rusage usage{};
        const pid_t tid = ::wait4(-1, &status, __WALL, &usage);
        if (tid > 0) handle(tid, status, usage);
        if (tid < 0 && errno != EINTR) break;
        look_at_the_time();
    }
    if (!main_end_) return;
    const auto gone =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *main_end_);
    say("gone " + std::to_string(gone.count()));
    for (const auto& [key, count] : counts_) {
        say("count " + std::string(role_names.at(static_cast<std::size_t>(key.first))) + " " +
            key.second + " " + std::to_string(count));
    }
}

/// The child waits until it is being traced. From then on this process has no part in the standard
/// descriptors, so that the other end of these sees the end of the program.
void Tracer::start(const std::vector<std::string>& command) {
    std::array<int, 2> gate{};
    if (::pipe2(gate.data(), O_CLOEXEC) != 0) fail("pipe2");
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));  // exec does not write
    words.push_back(nullptr);
    main_ = ::fork();
    if (main_ < 0) fail("fork");
    if (main_ == 0) {
        ::close(gate[1]);
        char byte = 0;
        if (::read(gate[0], &byte, 1) == 1) ::execvp(words[0], words.data());
        ::_exit(127);
    }
    threads_[main_] = {Role::main, main_, "", {}, {}, false, false};
    constexpr std::uintptr_t options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                                       PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                                       PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (trace(PTRACE_SEIZE, main_, 0, options) != 0 || trace(PTRACE_INTERRUPT, main_, 0, 0) != 0) {
        const int error = errno;
        ::kill(main_, SIGKILL);
        ::waitpid(main_, nullptr, __WALL);
        errno = error;
        fail("ptrace");
    }
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor)
        ::dup2(null, descriptor);
    ::close(null);
    say("pid " + std::to_string(main_));
    const ssize_t written = ::write(gate[1], "", 1);
    if (written != 1) fail("write");
    ::close(gate[0]);
    ::close(gate[1]);
}

void Tracer::handle(pid_t tid, int status, const rusage& usage) {
    if (WIFSTOPPED(status)) {
        handle_stop(tid, status);
    } else {
        handle_end(tid, status, usage);
    }
}

void Tracer::handle_end(pid_t tid, int status, const rusage& usage) {
    threads_.erase(tid);
    early_.erase(tid);
    if (tid != main_) return;
    main_end_ = Clock::now();
    say(WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status))
                          : "signal " + std::to_string(WTERMSIG(status)));
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    say("cpu " + std::to_string(seconds(usage.ru_utime) + seconds(usage.ru_stime)));
    if (stage_ == Stage::killing) return;
    stage_ = Stage::ended;
    stage_begin_ = *main_end_;
}

void Tracer::handle_stop(pid_t tid, int status) {
    last_move_ = Clock::now();
    const auto found = threads_.find(tid);
    if (found == threads_.end()) {
        early_.insert(tid);
        return;
    }
    Thread& thread = found->second;
    const int signal = WSTOPSIG(status);
    const int event = status >> 16;
    if (event == PTRACE_EVENT_EXEC) thread.is_worker = thread.role == Role::child;
    if (is_let_go(tid, thread, event == 0 && signal != syscall_stop ? signal : 0)) return;
    switch (event) {
        case PTRACE_EVENT_FORK:
        case PTRACE_EVENT_VFORK:
        case PTRACE_EVENT_CLONE:
            adopt(tid);
            resume(tid);
            return;
        case PTRACE_EVENT_EXEC:
            resume(tid);
            return;
        case PTRACE_EVENT_STOP:
            if (stops_a_process(signal)) {
                trace(PTRACE_LISTEN, tid, 0, 0);
            } else {
                resume(tid);
            }
            return;
        default:
            break;
    }
    if (signal != syscall_stop) {
        resume(tid, signal);
        return;
    }
    __ptrace_syscall_info info{};
    trace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, reinterpret_cast<std::uintptr_t>(&info));
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        Call call{info.entry.nr, {}};
        std::copy(std::begin(info.entry.args), std::end(info.entry.args), call.arguments.begin());
        enter_call(tid, thread, call);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        leave_call(tid, thread);
    }
    resume(tid);
}

/// True if the stopped thread is not traced any more, since it is a worker: what that does is no
/// matter of ours. One that was stopped before it became a worker waits for its SIGCONT.
bool Tracer::is_let_go(pid_t tid, const Thread& thread, int signal) {
    const bool waits = later_ && thread.process == fault_process_;
    if (!thread.is_worker || waits) return false;
    threads_.erase(tid);
    trace(PTRACE_DETACH, tid, 0, static_cast<std::uintptr_t>(signal));
    return true;
}

/// Takes in the new process or thread of `parent`, which has stopped to tell of it.
void Tracer::adopt(pid_t parent) {
    unsigned long message = 0;
    trace(PTRACE_GETEVENTMSG, parent, 0, reinterpret_cast<std::uintptr_t>(&message));
    const auto tid = static_cast<pid_t>(message);
    const Thread& forker = threads_.at(parent);
    const pid_t process = process_of(tid);
    Thread thread{forker.role, process, "", {}, {}, false, false};
    if (process != forker.process)
        thread.role = forker.role == Role::main ? Role::server : Role::child;
    threads_[tid] = thread;
    if (early_.erase(tid) != 0) resume(tid);
}

/// What happens before the first change of a signal's action is the dynamic linker's and the
/// libraries' affair, not the program's.
void Tracer::enter_call(pid_t tid, Thread& thread, const Call& call) {
    if (thread.is_worker) return;
    if (!is_counting_ && call.number != SYS_rt_sigaction) return;
    is_counting_ = true;
    thread.call = names_.name(tid, call);
    thread.is_in_call = true;
    const unsigned long count = ++counts_[{thread.role, thread.call}];
    if (has_happened_ && ++calls_after_fault_ == limits_.calls) {
        say("spin");
        report_hang();
        kill_all();
        return;
    }
    if (!fault_ || fault_->role != thread.role || fault_->call != thread.call) return;
    if (count == fault_->occurrence || (count > fault_->occurrence && fault_->persists))
        inject(tid, thread, call);
}

void Tracer::leave_call(pid_t tid, Thread& thread) {
    thread.is_in_call = false;
    if (thread.result) set_register(tid, offsetof(user_regs_struct, rax), *thread.result);
    if (thread.first_argument)
        set_register(tid, offsetof(user_regs_struct, rdi), *thread.first_argument);
    thread.result.reset();
    thread.first_argument.reset();
}

void Tracer::inject(pid_t tid, Thread& thread, const Call& call) {
    if (!has_happened_) say("fault");
    has_happened_ = true;
    if (fault_->signal != 0) {
        ::kill(thread.process, fault_->signal);
        fault_process_ = thread.process;
        if (fault_->later_signal != 0) later_ = Clock::now() + fault_->delay;
        return;
    }
    // brk fails by not moving the break: it then returns where that is.
    if (call.number == SYS_brk) {
        thread.first_argument = static_cast<long>(call.arguments[0]);
        set_register(tid, offsetof(user_regs_struct, rdi), 0);
        return;
    }
    // The kernel closes a descriptor even when it reports an error.
    if (call.number != SYS_close) set_register(tid, offsetof(user_regs_struct, orig_rax), -1);
    thread.result = -fault_->error;
}

void Tracer::look_at_the_time() {
    const Clock::time_point now = Clock::now();
    if (end_is_wanted != 0 && stage_ != Stage::killing) kill_all();
    if (term_is_wanted != 0) {
        term_is_wanted = 0;
        if (!main_end_) ::kill(main_, SIGTERM);
    }
    if (later_ && now >= *later_) {
        later_.reset();
        // A process that is a thread of ours has not been waited for, so its number is its own.
        const pid_t target = fault_->later_signal == SIGCONT ? fault_process_ : main_;
        if (threads_.contains(target)) ::kill(target, fault_->later_signal);
    }
    switch (stage_) {
        case Stage::running:
            if (!is_hanging(now)) return;
            report_hang();
            ::kill(main_, SIGTERM);
            stage_ = Stage::told_to_end;
            stage_begin_ = now;
            return;
        case Stage::told_to_end:
            if (now < stage_begin_ + limits_.patience) return;
            say("deaf");
            ::kill(main_, SIGKILL);
            stage_ = Stage::ended;
            stage_begin_ = now;
            return;
        case Stage::ended:
            if (now < stage_begin_ + limits_.grace) return;
            for (const pid_t pid : descendants())
                say("left " + describe_process(pid));
            kill_all();
            return;
        case Stage::killing:
            kill_descendants();
            return;
    }
}

/// A thread that waits for a processor does not hang.
bool Tracer::is_hanging(Clock::time_point now) {
    if (now > stage_begin_ + limits_.deadline) return true;
    if (now < last_move_ + limits_.quiet) return false;
    const bool runs = std::any_of(threads_.begin(), threads_.end(), [](const auto& thread) {
        return describe_process(thread.first).find("State: R") != std::string::npos;
    });
    if (runs) last_move_ = now;
    return !runs;
}

void Tracer::report_hang() {
    for (const auto& [tid, thread] : threads_) {
        const std::string role = role_names.at(static_cast<std::size_t>(thread.role));
        say("hang " + role + " " + (thread.is_in_call ? "in " : "after ") + thread.call);
    }
}

void Tracer::kill_all() {
    stage_ = Stage::killing;
    kill_descendants();
}

void Tracer::say(const std::string& line) const {
    const std::string text = line + "\n";
    // Without a reader there is nobody to report to, and the run goes to its end all the same.
    if (::write(report_, text.data(), text.size()) < 0) return;
}

}  // namespace faults
