/// The time in front of a line, as `--timestamps` asks for it.
#pragma once

#include "common/async/time.h"

#include <iterator>
#include <string>

#include <fmt/format.h>

namespace game {

/// Appends the time since the start as the model's course writes durations, `0s + 512ms `, with the
/// space that parts it from the line. Whole milliseconds that have passed.
inline void append_timestamp(std::string& out, async::Duration t) {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    const auto whole = std::chrono::duration_cast<seconds>(t);
    const auto rest = std::chrono::duration_cast<milliseconds>(t - whole);
    fmt::format_to(std::back_inserter(out), "{}s + {:03}ms ", whole.count(), rest.count());
}

}  // namespace game
