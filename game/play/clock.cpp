#include "game/play/clock.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace game {

async::Task<void> Clock::run() {
    for (std::int64_t seconds = 0;;) {
        audience_.clock({scale_.since_start(loop_.now()), seconds});
        const async::TimePoint next = scale_.at(std::chrono::seconds(seconds + 1));
        co_await async::sleep_until(next);
        co_await audience_.wait_until_caught_up();
        const async::Duration elapsed = scale_.since_start(loop_.now());
        seconds = std::max(seconds + 1, elapsed / std::chrono::seconds(1));
    }
}

}  // namespace game
