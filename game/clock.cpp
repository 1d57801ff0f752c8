#include "game/clock.h"

#include <algorithm>

namespace game {

/// Each second has its own deadline, counted from the start, so that delays do not add up. After a
/// long suspension, or one of those who read them, the seconds that were missed are passed over.
async::Task<void> Clock::run() {
    std::int64_t seconds = 0;
    for (;;) {
        const async::Duration now = scale_.since_start(loop_.now());
        seconds = std::max(seconds, now / std::chrono::seconds(1));
        outputs_.reporter().clock({now, seconds});
        ++seconds;
        const async::TimePoint next = scale_.at(std::chrono::seconds(seconds));
        co_await async::sleep_until(next);
        co_await outputs_.caught_up();
    }
}

}  // namespace game
