#include "game/play/clock.h"

#include <algorithm>

namespace game {

/// Each second has its own deadline, counted from the start, so that delays do not add up. The
/// seconds that were missed, while we were suspended or nobody read us, are passed over.
async::Task<void> Clock::run() {
    for (std::int64_t seconds = 0;;) {
        outputs_.clock({scale_.since_start(loop_.now()), seconds});
        const async::TimePoint next = scale_.at(std::chrono::seconds(seconds + 1));
        co_await async::sleep_until(next);
        co_await outputs_.wait_until_caught_up();
        const std::int64_t passed = scale_.since_start(loop_.now()) / std::chrono::seconds(1);
        seconds = std::max(seconds + 1, passed);
    }
}

}  // namespace game
