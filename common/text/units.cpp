#include "common/text/units.h"

#include <array>

#include <fmt/format.h>

namespace common {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

std::string in_time_units(std::chrono::nanoseconds duration) {
    const auto millis = duration_cast<milliseconds>(duration).count();
    const auto whole_seconds = duration_cast<seconds>(duration).count();
    const auto whole_minutes = duration_cast<minutes>(duration).count();
    constexpr std::int64_t sixty = 60;
    if (millis == 0) return duration == duration.zero() ? "0 s" : "<1 ms";
    if (duration < milliseconds(100)) return fmt::format("{} ms", millis);
    if (duration < seconds(10)) return fmt::format("{}.{:03} s", millis / 1000, millis % 1000);
    if (duration < minutes(1)) return fmt::format("{}.{} s", millis / 1000, millis % 1000 / 100);
    if (duration < hours(1)) {
        return fmt::format("{} min {:02} s", whole_minutes, whole_seconds % sixty);
    }
    return fmt::format("{} h {:02} min", whole_minutes / sixty, whole_minutes % sixty);
}

std::string in_byte_units(std::uint64_t bytes) {
    constexpr std::array units = {"KiB", "MiB", "GiB", "TiB", "PiB"};
    constexpr double step = 1024;
    constexpr double few = 99.95;  // below it one decimal is shown
    if (bytes < static_cast<std::uint64_t>(step)) return fmt::format("{} B", bytes);
    double amount = static_cast<double>(bytes) / step;
    std::size_t unit = 0;
    for (; amount >= step && unit + 1 < units.size(); ++unit)
        amount /= step;
    return amount < few ? fmt::format("{:.1f} {}", amount, units.at(unit))
                        : fmt::format("{:.0f} {}", amount, units.at(unit));
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace common
