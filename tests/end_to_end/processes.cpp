#include "tests/end_to_end/processes.h"

#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/descriptor.h"
#include "tests/end_to_end/text.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

namespace {

std::string folder_of(pid_t pid) {
    return "/proc/" + std::to_string(pid);
}

std::vector<Process> all_processes() {
    std::vector<Process> all;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        if (const auto process = find_process(leading_number(name))) all.push_back(*process);
    }
    return all;
}

bool runs(const Process& process, const std::string& program) {
    std::error_code error;
    const auto running = std::filesystem::read_symlink(folder_of(process.pid) + "/exe", error);
    if (error) return false;
    return running == std::filesystem::canonical(program, error);
}

/// Stops the whole tree, so that it holds still, and returns it.
std::set<pid_t> freeze_tree(pid_t root) {
    std::set<pid_t> frozen;
    for (bool grown = true; grown;) {
        grown = frozen.insert(root).second;
        ::kill(root, SIGSTOP);
        for (const Process& process : descendants_of(root)) {
            if (!frozen.insert(process.pid).second) continue;
            ::kill(process.pid, SIGSTOP);
            grown = true;
        }
    }
    return frozen;
}

}  // namespace

std::optional<Process> find_process(pid_t pid) {
    std::ifstream file(folder_of(pid) + "/stat");
    std::string text;
    if (!std::getline(file, text)) return std::nullopt;
    // The name stands in brackets and may hold any character, brackets included.
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos) return std::nullopt;

    Process process;
    process.pid = pid;
    process.name = text.substr(open + 1, close - open - 1);
    std::istringstream fields(text.substr(close + 1));
    long user = 0;
    long system = 0;
    std::string unused;
    fields >> process.state >> process.parent >> process.group >> process.session;
    for (int i = 7; i <= 13; ++i)
        fields >> unused;
    fields >> user >> system;
    process.processor_ticks = user + system;
    return fields ? std::optional(process) : std::nullopt;
}

bool is_alive(pid_t pid) {
    const auto process = find_process(pid);
    return process && !process->is_zombie();
}

bool is_stopped(pid_t pid) {
    const auto process = find_process(pid);
    return process && process->state == 'T';
}

std::vector<Process> descendants_of(pid_t root) {
    std::multimap<pid_t, Process> children;
    for (const Process& process : all_processes())
        children.emplace(process.parent, process);
    std::vector<Process> found;
    std::vector<pid_t> parents{root};
    while (!parents.empty()) {
        const auto [first, last] = children.equal_range(parents.back());
        parents.pop_back();
        for (auto child = first; child != last; ++child) {
            found.push_back(child->second);
            parents.push_back(child->second.pid);
        }
    }
    return found;
}

std::vector<Process> living_descendants_of(pid_t root) {
    std::vector<Process> found = descendants_of(root);
    std::erase_if(found, [](const Process& process) { return process.is_zombie(); });
    return found;
}

std::vector<Process> descendants_running(pid_t root, const std::string& program) {
    std::vector<Process> found = living_descendants_of(root);
    std::erase_if(found, [&](const Process& process) { return !runs(process, program); });
    return found;
}

namespace {

/// The sum of the numbers that `file` in each process's folder of /proc has behind `key`.
long sum_of(std::string_view key, const std::string& file, const std::vector<Process>& processes) {
    long sum = 0;
    for (const Process& process : processes) {
        std::ifstream fields(folder_of(process.pid) + file);
        for (std::string line; std::getline(fields, line);) {
            if (line.starts_with(key))
                sum += std::stol(line.substr(line.find_first_of("0123456789")));
        }
    }
    return sum;
}

}  // namespace

long processor_ticks(const std::vector<Process>& processes) {
    long ticks = 0;
    for (const Process& process : processes)
        ticks += process.processor_ticks;
    return ticks;
}

long resident_kib(const std::vector<Process>& processes) {
    return sum_of("VmRSS:", "/status", processes);
}

long bytes_read(pid_t pid) {
    Process process;
    process.pid = pid;
    return sum_of("rchar:", "/io", {process});
}

bool has_pending_signal(pid_t pid) {
    std::ifstream status(folder_of(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("ShdPnd:"))
            return line.find_first_of("123456789abcdef", sizeof "ShdPnd:") != std::string::npos;
    }
    return false;
}

long wake_ups(const std::vector<Process>& processes) {
    return sum_of("voluntary_ctxt_switches:", "/status", processes);
}

/// What is busy runs at most of the looks. Timers may fire meanwhile, which costs a tick now and
/// then: on a busy machine the looks take long.
void wait_until_idle(pid_t root) {
    constexpr int looks_wanted = 20;
    constexpr long most_ticks = 2;
    int quiet_looks = 0;
    long first_ticks = -1;
    wait_until("the processes have nothing to do", [&] {
        std::vector<Process> tree = descendants_of(root);
        if (const auto process = find_process(root)) tree.push_back(*process);
        const long ticks = processor_ticks(tree);
        const bool quiet = ticks >= first_ticks && ticks <= first_ticks + most_ticks &&
                           std::none_of(tree.begin(), tree.end(),
                                        [](auto& p) { return p.state == 'R' || p.state == 'D'; });
        if (!quiet) first_ticks = ticks;
        quiet_looks = quiet ? quiet_looks + 1 : 0;
        return quiet_looks == looks_wanted;
    });
}

void wait_until_all_are_gone() {
    wait_until("no descendant is alive", [] { return living_descendants_of(::getpid()).empty(); });
}

void kill_tree(pid_t root) {
    for (const pid_t pid : freeze_tree(root))
        ::kill(pid, SIGKILL);
}

void adopt_orphans() {
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) throw_errno("PR_SET_CHILD_SUBREAPER");
}

void reap_zombies() {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
}

}  // namespace tests
