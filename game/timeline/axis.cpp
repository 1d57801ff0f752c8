#include "game/timeline/axis.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace game {

namespace {

using async::Duration;
using namespace std::chrono_literals;

constexpr Duration day = 24h;

/// Steps that people count in. They go on with whole days.
constexpr std::array<Duration, 29> round_steps = {
    1us, 10us, 100us, 1ms,  2ms,  5ms,  10ms,  20ms,  50ms,  100ms, 200ms, 500ms, 1s, 2s, 5s,
    10s, 15s,  30s,   1min, 2min, 5min, 10min, 15min, 30min, 1h,    2h,    3h,    6h, 12h};

/// The first round step that fits into `end` at most `limit` times. Whole seconds, as the clock's,
/// unless `end` is short.
Duration step_for(Duration end, std::int64_t limit) {
    const Duration least = end < 3s ? 0s : 1s;
    for (const Duration step : round_steps) {
        if (step >= least && end / step <= limit) return step;
    }
    return std::max<std::int64_t>(end / day / limit + 1, 1) * day;
}

/// The step of the small ticks: a second if that fits, else the finest that divides `large`.
Duration small_step(Duration end, Duration large, std::int64_t limit) {
    constexpr int parts = 5;
    if (large < 1s) return large / parts;
    for (const Duration step : round_steps) {
        if (step >= 1s && large % step == 0ns && end / step <= limit) return step;
    }
    return large;
}

/// How the labels of an axis are written.
enum class Notation { fraction, seconds, minutes, hours };

Notation notation_for(Duration end, Duration step) {
    if (step < 1s) return Notation::fraction;
    if (end < 2min) return Notation::seconds;
    return end < 1h ? Notation::minutes : Notation::hours;
}

std::string unit_of(Notation notation) {
    switch (notation) {
        case Notation::minutes:
            return "minutes:seconds";
        case Notation::hours:
            return "hours:minutes";
        default:
            return "seconds";
    }
}

std::string label_of(Duration t, Notation notation) {
    constexpr std::int64_t sixty = 60;
    const double in_seconds = std::chrono::duration<double>(t).count();
    switch (notation) {
        case Notation::fraction:
            return fmt::format("{:.6g}", in_seconds);
        case Notation::seconds:
            return fmt::format("{}", t / 1s);
        case Notation::minutes:
            return fmt::format("{}:{:02}", t / 1min, t / 1s % sixty);
        case Notation::hours:
            return fmt::format("{}:{:02}", t / 1h, t / 1min % sixty);
    }
    return {};
}

}  // namespace

TimeAxis make_axis(Duration end, TickLimits limits) {
    const Duration large = step_for(end, limits.labelled);
    const Duration small = small_step(end, large, limits.all);
    const Notation notation = notation_for(end, large);
    TimeAxis axis{{}, unit_of(notation)};
    for (Duration t{0}; t <= end; t += small) {
        const bool is_large = t % large == Duration(0);
        axis.ticks.push_back({t, is_large ? label_of(t, notation) : ""});
    }
    return axis;
}

}  // namespace game
