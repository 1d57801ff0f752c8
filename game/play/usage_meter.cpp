#include "game/play/usage_meter.h"

#include "common/io/file_descriptor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace game {

namespace {

/// Fields of /proc/PID/stat, counted from the one behind the name.
constexpr std::size_t user_time_field = 11;
constexpr std::size_t system_time_field = 12;
constexpr std::size_t memory_field = 21;

std::optional<ProcessUsage> usage_of(pid_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const async::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text{};
    if (!file.is_open()) return std::nullopt;
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    if (size <= 0) return std::nullopt;
    return read_usage(std::string_view(text.data(), static_cast<std::size_t>(size)));
}

}  // namespace

std::optional<ProcessUsage> read_usage(std::string_view text) {
    const std::size_t end_of_name = text.rfind(") ");  // the name may hold anything
    if (end_of_name == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end_of_name + 2);
    ProcessUsage usage;
    for (std::size_t field = 0; field <= memory_field; ++field) {
        const std::string_view word = text.substr(0, text.find(' '));
        std::uint64_t value = 0;
        const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
        const bool is_wanted =
            field == user_time_field || field == system_time_field || field == memory_field;
        if (is_wanted && (read.ec != std::errc() || word.empty())) return std::nullopt;
        if (field == memory_field) {
            usage.memory_pages = value;
        } else if (is_wanted) {
            usage.processor_ticks += value;
        }
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return usage;
}

std::vector<view::WorkerUsage> UsageMeter::measure(std::span<const Process> processes,
                                                   async::TimePoint now) {
    static const auto page_bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    static const auto ticks_a_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const std::chrono::duration<double> passed = now - measured_.value_or(now);
    std::map<std::uint64_t, std::uint64_t> former = std::exchange(ticks_, {});
    std::vector<view::WorkerUsage> usages;
    usages.reserve(processes.size());
    for (const auto& [worker, pid] : processes) {
        const std::optional<ProcessUsage> usage = usage_of(pid);
        if (!usage) continue;
        ticks_.emplace(worker, usage->processor_ticks);
        view::WorkerUsage measured{worker, 0, usage->memory_pages * page_bytes};
        const auto before = former.find(worker);
        if (before != former.end() && passed.count() > 0) {
            const auto ticks = static_cast<double>(usage->processor_ticks - before->second);
            measured.processor_percent = 100 * ticks / ticks_a_second / passed.count();
        }
        usages.push_back(measured);
    }
    measured_ = now;
    return usages;
}

}  // namespace game
