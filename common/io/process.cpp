#include "common/io/process.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace async {

namespace {

void throw_on_spawn_error(int error, const char* what) {
    if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// What posix_spawn does in the child before the program starts: descriptors and folder.
class FileActions {
  public:
    explicit FileActions(const ProcessOptions& options) : FileActions() {
        const int descriptors[] = {options.standard_input, options.standard_output,
                                   options.standard_error};
        for (int target = 0; target < 3; ++target) {
            check(posix_spawn_file_actions_adddup2(&actions_, descriptors[target], target));
        }
        check(posix_spawn_file_actions_addclosefrom_np(&actions_, 3));
        if (options.folder) {
            check(posix_spawn_file_actions_addchdir_np(&actions_, options.folder->c_str()));
        }
    }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    /// Makes it empty: from here on its destructor runs, even if the other constructor throws.
    FileActions() { check(posix_spawn_file_actions_init(&actions_)); }

    static void check(int error) { throw_on_spawn_error(error, "cannot prepare a process"); }

    posix_spawn_file_actions_t actions_{};
};

/// A session of its own, if it is to have one, and signals as in a fresh one.
class Attributes {
  public:
    explicit Attributes(bool has_own_session) {
        throw_on_spawn_error(posix_spawnattr_init(&attributes_), "cannot prepare a process");
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        std::memset(&all, 0xff, sizeof all);  // sigfillset leaves two out, which are then ignored
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        const int session = has_own_session ? POSIX_SPAWN_SETSID : 0;
        posix_spawnattr_setflags(&attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK |
                                                                  POSIX_SPAWN_SETSIGDEF | session));
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }

    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

Duration to_duration(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

/// As wait(2) has it.
int to_wait_status(const siginfo_t& info) {
    constexpr int exit_code_shift = 8;
    constexpr int core_flag = 0x80;
    if (info.si_code == CLD_EXITED) return info.si_status << exit_code_shift;
    return info.si_code == CLD_DUMPED ? info.si_status | core_flag : info.si_status;
}

/// waitid(2) as the kernel has it: it also says what the child has used.
pid_t wait_for_id(idtype_t type, pid_t id, siginfo_t& info, int options, rusage* usage) {
    long result = -1;
    do {
        info.si_pid = 0;
        result = ::syscall(SYS_waitid, type, id, &info, options, usage);
    } while (result < 0 && errno == EINTR);
    return result == 0 ? info.si_pid : 0;
}

}  // namespace

std::vector<char*> null_terminated(const std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    // exec's signature is older than const; it does not write.
    for (const std::string& string : strings)
        pointers.push_back(const_cast<char*>(string.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

pid_t spawn(const ProcessOptions& options) {
    const FileActions actions(options);
    const Attributes attributes(options.has_own_session);
    const std::vector<char*> arguments = null_terminated(options.arguments);
    const std::vector<char*> environment = null_terminated(options.environment);
    pid_t pid = -1;
    throw_on_spawn_error(posix_spawn(&pid, options.program.c_str(), actions.get(), attributes.get(),
                                     arguments.data(), environment.data()),
                         "cannot start a process");
    return pid;
}

ProcessEnd make_process_end(int wait_status, const rusage& usage) {
    constexpr std::uint64_t kibibyte = 1024;  // ru_maxrss counts in these
    return {wait_status, to_duration(usage.ru_utime), to_duration(usage.ru_stime),
            static_cast<std::uint64_t>(usage.ru_maxrss) * kibibyte};
}

std::optional<ProcessEnd> find_end(pid_t pid) {
    siginfo_t info{};
    rusage usage{};
    if (wait_for_id(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT, &usage) == 0) return {};
    return make_process_end(to_wait_status(info), usage);
}

void reap(pid_t pid) {
    siginfo_t info{};
    wait_for_id(P_PID, pid, info, WEXITED | WNOHANG, nullptr);
}

std::optional<pid_t> find_ended_child(ChildrenOf whose) {
    siginfo_t info{};
    const int threads = whose == ChildrenOf::thread ? __WNOTHREAD : 0;
    const pid_t pid = wait_for_id(P_ALL, 0, info, WEXITED | WNOHANG | WNOWAIT | threads, nullptr);
    if (pid == 0) return {};
    return pid;
}

Children::Children(Loop& loop)
    : signal_(make_handle<uv_signal_t>(this, uv_signal_init, loop.uv())) {
    throw_on_error(uv_signal_start(signal_.get(), on_child_signal, SIGCHLD),
                   "cannot watch for the ends of processes");
}

void Children::on_child_signal(uv_signal_t* handle, int) {
    auto* const self = static_cast<Children*>(handle->data);
    if (self != nullptr) self->reap();
}

void Children::reap() {
    int wait_status = 0;
    rusage usage{};
    for (;;) {
        const pid_t pid = ::wait4(-1, &wait_status, WNOHANG, &usage);
        if (pid <= 0) return;
        const auto found = running_.find(pid);
        if (found == running_.end()) continue;
        Process& process = *found->second;
        running_.erase(found);
        process.end_ = make_process_end(wait_status, usage);
        wake_all(process.waiting_);
    }
}

bool ProcessEnd::exited() const {
    return WIFEXITED(wait_status);
}
int ProcessEnd::exit_code() const {
    return WEXITSTATUS(wait_status);
}
int ProcessEnd::kill_signal() const {
    return WTERMSIG(wait_status);
}

Process::Process(Children& children, const ProcessOptions& options)
    : children_(children), pid_(spawn(options)) {
    children_.running_.emplace(pid_, this);
}

Process::~Process() {
    if (!end_) children_.running_.erase(pid_);
}

void Process::signal_group(int signal) const {
    if (!end_) ::kill(-pid_, signal);
}

}  // namespace async
