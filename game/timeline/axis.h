/// The time axis of a picture: where its ticks are, and what they are called.
#pragma once

#include "common/async/time.h"

#include <string>
#include <vector>

namespace game {

struct TimelineTick {
    async::Duration t;
    std::string label;  ///< empty for a small tick between two labelled ones
};

struct TimelineAxis {
    std::vector<TimelineTick> ticks;  ///< in the order of time
    std::string unit;                 ///< what the labels count: `seconds`, `hours:minutes`, …
};

/// How many ticks there may be; both are about the room on the axis.
struct TickLimits {
    std::int64_t labelled = 12;
    std::int64_t all = 200;
};

/// The axis from 0 to `end`. Labelled ticks are at round times; between them there is a tick a
/// second, as the clock's, where there is room for it.
TimelineAxis make_axis(async::Duration end, TickLimits limits = {});

}  // namespace game
