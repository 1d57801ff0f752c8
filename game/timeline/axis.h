/// TimeAxis: where the ticks of a picture's time axis are, and their labels.
#pragma once

#include "common/async/time.h"

#include <string>
#include <vector>

namespace game {

struct TimeAxis {
    struct Tick {
        async::Duration t;
        std::string label;  ///< empty for a small tick between two labelled ones
    };

    std::vector<Tick> ticks;  ///< in order of time
    std::string unit;         ///< of the labels: `seconds`, `hours:minutes`, …
};

/// How many ticks fit on the axis.
struct TickLimits {
    std::int64_t labelled = 12;
    std::int64_t all = 200;
};

/// The axis from 0 to `end`. Labelled ticks are at round times; between them there is a tick each
/// second, as the clock's, if they fit.
TimeAxis make_axis(async::Duration end, TickLimits limits = {});

}  // namespace game
