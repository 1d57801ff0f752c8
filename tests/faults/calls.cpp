#include "tests/faults/calls.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {

namespace {

/// What the first arguments of a call are.
enum class Form { plain, descriptor, path, folder_and_path };

struct Known {
    long number;
    std::string_view name;
    Form form;
};

constexpr Known known_calls[] = {
    {SYS_read, "read", Form::descriptor},
    {SYS_readv, "readv", Form::descriptor},
    {SYS_pread64, "pread64", Form::descriptor},
    {SYS_write, "write", Form::descriptor},
    {SYS_writev, "writev", Form::descriptor},
    {SYS_pwrite64, "pwrite64", Form::descriptor},
    {SYS_close, "close", Form::descriptor},
    {SYS_fstat, "fstat", Form::descriptor},
    {SYS_lseek, "lseek", Form::descriptor},
    {SYS_getdents64, "getdents64", Form::descriptor},
    {SYS_recvmsg, "recvmsg", Form::descriptor},
    {SYS_recvfrom, "recvfrom", Form::descriptor},
    {SYS_sendmsg, "sendmsg", Form::descriptor},
    {SYS_sendto, "sendto", Form::descriptor},
    {SYS_accept, "accept", Form::descriptor},
    {SYS_accept4, "accept4", Form::descriptor},
    {SYS_listen, "listen", Form::descriptor},
    {SYS_bind, "bind", Form::descriptor},
    {SYS_connect, "connect", Form::descriptor},
    {SYS_getsockopt, "getsockopt", Form::descriptor},
    {SYS_setsockopt, "setsockopt", Form::descriptor},
    {SYS_shutdown, "shutdown", Form::descriptor},
    {SYS_ftruncate, "ftruncate", Form::descriptor},
    {SYS_fallocate, "fallocate", Form::descriptor},
    {SYS_fsync, "fsync", Form::descriptor},
    {SYS_fdatasync, "fdatasync", Form::descriptor},
    {SYS_flock, "flock", Form::descriptor},
    {SYS_fcntl, "fcntl", Form::descriptor},
    {SYS_ioctl, "ioctl", Form::descriptor},
    {SYS_dup, "dup", Form::descriptor},
    {SYS_dup2, "dup2", Form::descriptor},
    {SYS_dup3, "dup3", Form::descriptor},
    {SYS_fchmod, "fchmod", Form::descriptor},
    {SYS_open, "open", Form::path},
    {SYS_stat, "stat", Form::path},
    {SYS_lstat, "lstat", Form::path},
    {SYS_access, "access", Form::path},
    {SYS_unlink, "unlink", Form::path},
    {SYS_rename, "rename", Form::path},
    {SYS_chdir, "chdir", Form::path},
    {SYS_chmod, "chmod", Form::path},
    {SYS_execve, "execve", Form::path},
    {SYS_readlink, "readlink", Form::path},
    {SYS_mkdir, "mkdir", Form::path},
    {SYS_openat, "openat", Form::folder_and_path},
    {SYS_newfstatat, "newfstatat", Form::folder_and_path},
    {SYS_statx, "statx", Form::folder_and_path},
    {SYS_unlinkat, "unlinkat", Form::folder_and_path},
    {SYS_renameat, "renameat", Form::folder_and_path},
    {SYS_renameat2, "renameat2", Form::folder_and_path},
    {SYS_faccessat, "faccessat", Form::folder_and_path},
    {SYS_faccessat2, "faccessat2", Form::folder_and_path},
    {SYS_readlinkat, "readlinkat", Form::folder_and_path},
    {SYS_fchmodat, "fchmodat", Form::folder_and_path},
    {SYS_pipe2, "pipe2", Form::plain},
    {SYS_socket, "socket", Form::plain},
    {SYS_socketpair, "socketpair", Form::plain},
    {SYS_eventfd2, "eventfd2", Form::plain},
    {SYS_signalfd4, "signalfd4", Form::plain},
    {SYS_timerfd_create, "timerfd_create", Form::plain},
    {SYS_epoll_create1, "epoll_create1", Form::plain},
    {SYS_epoll_ctl, "epoll_ctl", Form::plain},
    {SYS_epoll_wait, "epoll_wait", Form::plain},
    {SYS_epoll_pwait, "epoll_pwait", Form::plain},
    {SYS_poll, "poll", Form::plain},
    {SYS_ppoll, "ppoll", Form::plain},
    {SYS_mmap, "mmap", Form::plain},
    {SYS_munmap, "munmap", Form::plain},
    {SYS_mremap, "mremap", Form::plain},
    {SYS_mprotect, "mprotect", Form::plain},
    {SYS_madvise, "madvise", Form::plain},
    {SYS_brk, "brk", Form::plain},
    {SYS_clone, "clone", Form::plain},
    {SYS_clone3, "clone3", Form::plain},
    {SYS_fork, "fork", Form::plain},
    {SYS_vfork, "vfork", Form::plain},
    {SYS_wait4, "wait4", Form::plain},
    {SYS_waitid, "waitid", Form::plain},
    {SYS_kill, "kill", Form::plain},
    {SYS_tgkill, "tgkill", Form::plain},
    {SYS_pidfd_open, "pidfd_open", Form::plain},
    {SYS_pidfd_send_signal, "pidfd_send_signal", Form::descriptor},
    {SYS_prctl, "prctl", Form::plain},
    {SYS_setsid, "setsid", Form::plain},
    {SYS_setpgid, "setpgid", Form::plain},
    {SYS_getpgid, "getpgid", Form::plain},
    {SYS_close_range, "close_range", Form::plain},
    {SYS_prlimit64, "prlimit64", Form::plain},
    {SYS_getrlimit, "getrlimit", Form::plain},
    {SYS_setrlimit, "setrlimit", Form::plain},
    {SYS_nanosleep, "nanosleep", Form::plain},
    {SYS_clock_nanosleep, "clock_nanosleep", Form::plain},
    {SYS_futex, "futex", Form::plain},
    {SYS_rt_sigaction, "rt_sigaction", Form::plain},
    {SYS_rt_sigprocmask, "rt_sigprocmask", Form::plain},
    {SYS_rt_sigreturn, "rt_sigreturn", Form::plain},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait", Form::plain},
    {SYS_getcwd, "getcwd", Form::plain},
    {SYS_getpid, "getpid", Form::plain},
    {SYS_getppid, "getppid", Form::plain},
    {SYS_gettid, "gettid", Form::plain},
    {SYS_getrandom, "getrandom", Form::plain},
    {SYS_umask, "umask", Form::plain},
    {SYS_uname, "uname", Form::plain},
    {SYS_sched_yield, "sched_yield", Form::plain},
    {SYS_set_robust_list, "set_robust_list", Form::plain},
    {SYS_rseq, "rseq", Form::plain},
    {SYS_exit, "exit", Form::plain},
    {SYS_exit_group, "exit_group", Form::plain},
};

const Known* find_known(std::uint64_t number) {
    const auto* const found =
        std::find_if(std::begin(known_calls), std::end(known_calls),
                     [&](const Known& known) { return known.number == static_cast<long>(number); });
    return found == std::end(known_calls) ? nullptr : found;
}

/// True if the epoll instance has the descriptor that is to be added. Then the call always fails
/// with EEXIST.
bool is_watched(pid_t tid, const Call& call) {
    std::ifstream info("/proc/" + std::to_string(tid) + "/fdinfo/" +
                       std::to_string(static_cast<int>(call.arguments[0])));
    for (std::string word; info >> word;) {
        std::uint64_t descriptor = 0;
        if (word == "tfd:" && info >> descriptor && descriptor == call.arguments[2]) return true;
    }
    return false;
}

/// Which of its commands the call is, where that decides how it can fail.
std::string qualifier(pid_t tid, const Call& call) {
    const auto& arguments = call.arguments;
    switch (call.number) {
        case SYS_openat:
            return (arguments[2] & O_CREAT) != 0 ? "+creat" : "";
        case SYS_open:
            return (arguments[1] & O_CREAT) != 0 ? "+creat" : "";
        case SYS_epoll_ctl:
            if (arguments[1] != EPOLL_CTL_ADD) return "";
            return is_watched(tid, call) ? "+again" : "+add";
        case SYS_prctl:
            switch (arguments[0]) {
                case PR_SET_CHILD_SUBREAPER:
                    return "+subreaper";
                case PR_SET_PDEATHSIG:
                    return "+pdeathsig";
                default:
                    return "";
            }
        case SYS_fcntl:
            switch (arguments[1]) {
                case F_DUPFD:
                case F_DUPFD_CLOEXEC:
                    return "+dup";
                case F_SETPIPE_SZ:
                    return "+pipe-size";
                default:
                    return "";
            }
        case SYS_wait4:
            return (arguments[2] & WNOHANG) != 0 ? "+nohang" : "";
        case SYS_waitid:
            return (arguments[3] & WNOHANG) != 0 ? "+nohang" : "";
        case SYS_clone:
            return (arguments[0] & CLONE_THREAD) != 0 ? "+thread" : "";
        case SYS_prlimit64:
            return arguments[2] != 0 ? "+set" : "";
        default:
            return "";
    }
}

/// A string in the memory of the stopped thread; empty if that may not be read.
std::string read_string(pid_t tid, std::uint64_t address) {
    constexpr std::size_t page = 4096;
    std::string text;
    std::array<char, 256> piece{};
    while (text.size() < page) {
        const std::size_t to_page_end = page - address % page;
        iovec here{piece.data(), std::min(piece.size(), to_page_end)};
        // An address in the other process' memory, which means nothing in ours.
        iovec there{reinterpret_cast<void*>(address), here.iov_len};  // NOLINT
        const ssize_t count = ::process_vm_readv(tid, &here, 1, &there, 1, 0);
        if (count <= 0) break;
        const auto* const begin = piece.data();
        const auto* const end = begin + count;
        const auto* const zero = std::find(begin, end, '\0');
        text.append(begin, zero);
        if (zero != end) break;
        address += static_cast<std::uint64_t>(count);
    }
    return text;
}

/// True if reads and writes of the descriptor do not wait.
bool is_nonblocking(pid_t tid, int descriptor) {
    std::ifstream info("/proc/" + std::to_string(tid) + "/fdinfo/" + std::to_string(descriptor));
    for (std::string word; info >> word;) {
        if (word != "flags:") continue;
        unsigned long flags = 0;
        info >> std::oct >> flags;
        return (flags & O_NONBLOCK) != 0;
    }
    return false;
}

/// True of calls that can fail with EAGAIN on such a descriptor.
bool may_wait(std::uint64_t number) {
    switch (number) {
        case SYS_read:
        case SYS_readv:
        case SYS_write:
        case SYS_writev:
        case SYS_recvmsg:
        case SYS_recvfrom:
        case SYS_sendmsg:
        case SYS_sendto:
        case SYS_accept:
        case SYS_accept4:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::string CallNames::name(pid_t tid, const Call& call) const {
    const Known* const known = find_known(call.number);
    if (known == nullptr) return "syscall#" + std::to_string(call.number);
    return std::string(known->name) + qualifier(tid, call) + "(" + target(tid, call) + ")";
}

std::string CallNames::target(pid_t tid, const Call& call) const {
    const auto descriptor = static_cast<int>(call.arguments[0]);
    switch (find_known(call.number)->form) {
        case Form::plain:
            if (call.number == SYS_epoll_ctl)
                return descriptor_target(tid, static_cast<int>(call.arguments[2]));
            if (call.number == SYS_mmap && static_cast<int>(call.arguments[4]) >= 0)
                return descriptor_target(tid, static_cast<int>(call.arguments[4]));
            return "";
        case Form::descriptor: {
            std::string target = descriptor_target(tid, descriptor);
            if (may_wait(call.number) && is_nonblocking(tid, descriptor)) target += ",nb";
            return target;
        }
        case Form::path:
            return path_target(tid, call.arguments[0]);
        case Form::folder_and_path: {
            std::string target = path_target(tid, call.arguments[1]);
            return target.empty() ? descriptor_target(tid, descriptor) : target;
        }
    }
    return "";
}

/// Which of the standard descriptors it is, since a broken one of these is another matter than a
/// broken pipe of a worker; and what it leads to.
std::string CallNames::descriptor_target(pid_t tid, int descriptor) const {
    if (descriptor < 0) return "";
    const std::string link = "/proc/" + std::to_string(tid) + "/fd/" + std::to_string(descriptor);
    std::array<char, 4096> target{};
    const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
    std::string text =
        length < 0 ? "" : std::string(target.data(), static_cast<std::size_t>(length));
    for (const std::string_view kind : {"pipe:", "socket:"})
        if (text.starts_with(kind)) text = kind.substr(0, kind.size() - 1);
    text = normalized(text);
    return descriptor <= STDERR_FILENO ? std::to_string(descriptor) + ":" + text : text;
}

std::string CallNames::path_target(pid_t tid, std::uint64_t address) const {
    return normalized(read_string(tid, address));
}

std::string CallNames::normalized(const std::string& target) const {
    std::string rest = target;
    std::string text;
    if (rest.starts_with(folder_ + "/")) {
        text = "./";
        rest.erase(0, folder_.size() + 1);
    }
    for (const char letter : rest) {
        const bool is_digit = letter >= '0' && letter <= '9';
        if (is_digit && !text.empty() && text.back() == '#') continue;
        if (is_digit) {
            text += '#';
        } else {
            text +=
                letter > ' ' && letter != '(' && letter != ')' && letter < '\x7f' ? letter : '_';
        }
    }
    return text;
}

}  // namespace faults
