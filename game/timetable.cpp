#include "game/timetable.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace game {

namespace {

double seconds_of(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

std::string format_count(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::string format_timetable(const Scenario& scenario) {
    std::string text;
    auto out = std::back_inserter(text);
    for (const Entry& entry : scenario.script) {
        fmt::format_to(out, "{:>10.3f}s  {}", seconds_of(entry.time), entry.name);
        if (entry.count > 1) fmt::format_to(out, " x {}", entry.count);
        if (entry.timeout) fmt::format_to(out, ", timeout {}s", seconds_of(*entry.timeout));
        text += '\n';
    }
    fmt::format_to(out, "{}, {}\n", format_count(scenario.script.size(), "entry", "entries"),
                   format_count(scenario.planned_workers(), "worker", "workers"));
    return text;
}

}  // namespace game
