/// LineBudget: how many lines are shown of a flood.
#pragma once

#include "common/async/time.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace game {

/// Lets through as many lines as somebody may follow, and a program can draw: some thousand in each
/// tenth of a second. Time is that of the events.
class LineBudget {
  public:
    static constexpr std::uint64_t most_lines = 2'000;
    static constexpr std::size_t most_bytes = 1024UL * 1024;

    /// `speed`: how many seconds of the events are one real second.
    explicit LineBudget(double speed = 1)
        : window_(std::chrono::duration_cast<async::Duration>(
              std::chrono::duration<double>(0.1 * speed))) {}

    /// True if a line at `t` of `size` bytes is within the budget. Times must not go back.
    bool take(async::Duration t, std::size_t size) {
        if (t >= end_) {
            end_ = t + window_;
            lines_ = 0;
            bytes_ = 0;
        }
        if (lines_ >= most_lines || bytes_ >= most_bytes) return false;
        ++lines_;
        bytes_ += size;
        return true;
    }

  private:
    async::Duration window_;
    async::Duration end_{0};  ///< of the window
    std::uint64_t lines_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace game
