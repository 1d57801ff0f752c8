#include "game/launch/process_tree.h"

#include "common/io/file_descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace game {

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::string folder_of(pid_t pid) {
    return "/proc/" + std::to_string(pid);
}

async::FileDescriptor open_to_read(const std::string& path) {
    return async::FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

/// Up to `buffer.size()` bytes; 0 at the end, or if it cannot be read: the process has ended.
std::size_t read_some(int descriptor, std::span<char> buffer) {
    ssize_t count = -1;
    do {
        count = ::read(descriptor, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    return count < 0 ? 0 : static_cast<std::size_t>(count);
}

/// Takes the next number off the front of `text`; 0 if there is none.
std::uint64_t take_number(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_of("-0123456789"), text.size()));
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    return is_negative ? 0 : number;
}

pid_t take_pid(std::string_view& text) {
    return static_cast<pid_t>(take_number(text));
}

/// The name, in parentheses, can hold anything, parentheses too.
std::optional<ProcessStatus> parse_stat(pid_t pid, std::string_view text) {
    const std::size_t name_end = text.rfind(") ");
    if (name_end == std::string_view::npos || name_end + 2 >= text.size()) return {};
    text.remove_prefix(name_end + 2);
    ProcessStatus status;
    status.pid = pid;
    status.state = text.front();
    text.remove_prefix(1);
    status.parent = take_pid(text);
    status.group = take_pid(text);
    status.session = take_pid(text);
    constexpr int fields_before_threads = 13;
    for (int i = 0; i < fields_before_threads; ++i)
        take_number(text);
    status.threads = static_cast<int>(take_number(text));
    take_number(text);
    status.start_time = take_number(text);
    return status;
}

void read_children(const std::string& task, std::vector<pid_t>& children) {
    const async::FileDescriptor file = open_to_read(task + "/children");
    if (!file.is_open()) return;
    std::string text;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = read_some(file.get(), buffer))
        text.append(buffer.data(), count);
    std::string_view rest = text;
    while (const pid_t child = take_pid(rest))
        children.push_back(child);
}

/// The processes below some others that have been found so far.
class Below {
  public:
    explicit Below(const std::vector<pid_t>& roots) : known_(roots.begin(), roots.end()) {
        known_.insert(::getpid());  // orphans come to us
    }

    /// What `child` is, if it is new, and not a stranger that has got the number of a child that
    /// has ended since.
    std::optional<ProcessStatus> add(pid_t child) {
        if (known_.contains(child)) return {};
        const std::optional<ProcessStatus> status = read_process(child);
        if (!status || !known_.contains(status->parent)) return {};
        known_.insert(child);
        return status;
    }

  private:
    std::unordered_set<pid_t> known_;
};

int open_process(pid_t pid) {
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U));
}

/// A process held so that its number can only mean this one.
class HeldProcess {
  public:
    explicit HeldProcess(const ProcessStatus& status)
        : status_(status), descriptor_(open_process(status.pid)) {
        if (!descriptor_.is_open() && errno == ESRCH) return;
        const std::optional<ProcessStatus> now = read_process(status.pid);
        is_same_ = now && now->start_time == status.start_time && !now->is_zombie();
    }

    /// 0, or the errno. A process that has ended needs no signal.
    int signal(int number) const {
        if (!is_same_) return 0;
        int result = -1;
        if (descriptor_.is_open()) {
            result = static_cast<int>(
                ::syscall(SYS_pidfd_send_signal, descriptor_.get(), number, nullptr, 0U));
        }
        // A kernel before 5.3, or no descriptor to spare.
        if (!descriptor_.is_open() || (result != 0 && errno == ENOSYS)) {
            result = ::kill(status_.pid, number);
        }
        return result == 0 || errno == ESRCH ? 0 : errno;
    }

  private:
    const ProcessStatus& status_;
    async::FileDescriptor descriptor_;
    bool is_same_ = false;
};

void pause_for(milliseconds duration) {
    ::poll(nullptr, 0, static_cast<int>(duration.count()));
}

struct Reaped {
    bool any = false;          ///< at least one child had ended
    bool has_children = true;  ///< some are left
};

/// Reaps the children that have ended.
Reaped reap_ended() {
    Reaped reaped;
    for (;;) {
        const pid_t pid = ::waitpid(-1, nullptr, WNOHANG);
        if (pid > 0) reaped.any = true;
        if (pid < 0 && errno != EINTR) reaped.has_children = false;
        if (pid == 0 || !reaped.has_children) return reaped;
    }
}

/// Kills in passes, since each may miss what is forked meanwhile.
class Killing {
  public:
    /// Kills all that are found below us. A process that is stopped first cannot fork while its
    /// children are listed, and does not compete with us for the processor. True if one was found
    /// that had not been killed yet.
    bool pass() {
        const pid_t self = ::getpid();
        Below below({});
        survivors_.clear();
        bool has_news = false;
        std::vector<pid_t> found = list_children(self, several_threads);
        while (!found.empty()) {
            const std::optional<ProcessStatus> status = below.add(found.back());
            found.pop_back();
            if (!status || status->is_zombie()) continue;
            const HeldProcess process(*status);
            process.signal(SIGSTOP);
            const std::vector<pid_t> children = list_children(status->pid, status->threads);
            found.insert(found.end(), children.begin(), children.end());
            const int error = process.signal(SIGKILL);
            survivors_.push_back({status->pid, {error, std::generic_category()}});
            std::uint64_t& killed = killed_[status->pid];
            if (killed != status->start_time) has_news = true;
            killed = status->start_time;
        }
        return has_news;
    }

    /// True if the last pass found something, and nothing that we may signal.
    bool is_refused() const {
        return !survivors_.empty() &&
               std::all_of(survivors_.begin(), survivors_.end(),
                           [](const Survivor& survivor) { return bool(survivor.error); });
    }

    /// What the last pass found.
    const std::vector<Survivor>& survivors() const { return survivors_; }

  private:
    static constexpr int several_threads = 2;

    std::unordered_map<pid_t, std::uint64_t> killed_;  ///< their start times
    std::vector<Survivor> survivors_;
};

}  // namespace

std::optional<ProcessStatus> read_process(pid_t pid) {
    const async::FileDescriptor file = open_to_read(folder_of(pid) + "/stat");
    if (!file.is_open()) return {};
    std::array<char, 1024> buffer{};
    const std::size_t size = read_some(file.get(), buffer);
    return parse_stat(pid, {buffer.data(), size});
}

bool can_list_children() {
    const std::string self = folder_of(::getpid());
    return ::access((self + "/task/" + std::to_string(::getpid()) + "/children").c_str(), R_OK) ==
           0;
}

std::vector<pid_t> list_children(pid_t parent, int threads) {
    std::vector<pid_t> children;
    const std::string tasks = folder_of(parent) + "/task/";
    if (threads == 1) {
        read_children(tasks + std::to_string(parent), children);
        return children;
    }
    DIR* const folder = ::opendir(tasks.c_str());
    if (folder == nullptr) return children;
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(folder)) {
        if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    }
    ::closedir(folder);
    for (const std::string& name : names)
        read_children(tasks + name, children);
    return children;
}

std::vector<ProcessStatus> list_below(const std::vector<pid_t>& roots,
                                      const std::function<bool(pid_t)>& is_skipped) {
    Below below(roots);
    std::vector<ProcessStatus> all;
    const auto add_children = [&](pid_t parent, int threads) {
        for (const pid_t child : list_children(parent, threads)) {
            if (is_skipped(child)) continue;
            const std::optional<ProcessStatus> status = below.add(child);
            if (status) all.push_back(*status);
        }
    };
    for (const pid_t root : roots) {
        const std::optional<ProcessStatus> status = read_process(root);
        if (status) add_children(root, status->threads);
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        add_children(all[i].pid, all[i].threads);
    return all;
}

void signal_process(const ProcessStatus& status, int signal) {
    HeldProcess(status).signal(signal);
}

std::error_code adopt_orphans() {
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0) return {};
    return {errno, std::generic_category()};
}

std::vector<Survivor> kill_descendants(async::Duration patience) {
    constexpr milliseconds shortest(1);
    constexpr milliseconds longest(20);
    constexpr milliseconds patience_with_refusals(250);
    const bool can_list = can_list_children();
    Killing killing;
    milliseconds pause = shortest;
    SteadyClock::time_point last_news = SteadyClock::now();
    for (Reaped reaped = reap_ended(); reaped.has_children; reaped = reap_ended()) {
        // A long chain on a busy machine ends one by one: each end is a change, too.
        if (killing.pass() || reaped.any) {
            pause = shortest;
            last_news = SteadyClock::now();
        }
        // What was just killed needs a moment, and its own children come to us only then.
        pause_for(pause);
        pause = std::min(2 * pause, longest);
        const bool is_hopeless = !can_list || killing.is_refused();
        const async::Duration longest_wait =
            is_hopeless ? std::min<async::Duration>(patience, patience_with_refusals) : patience;
        if (SteadyClock::now() >= last_news + longest_wait) return killing.survivors();
    }
    return {};
}

std::vector<Survivor> end_descendants(async::Duration grace, async::Duration patience) {
    const SteadyClock::time_point deadline = SteadyClock::now() + grace;
    for (const ProcessStatus& status : list_below({::getpid()})) {
        const HeldProcess process(status);
        process.signal(SIGTERM);
        process.signal(SIGCONT);  // a process that is stopped cannot handle the first
    }
    constexpr milliseconds pause(5);
    while (reap_ended().has_children && SteadyClock::now() < deadline)
        pause_for(pause);
    return kill_descendants(patience);
}

}  // namespace game
