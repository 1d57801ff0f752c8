/// ThinkingTimes: the median and the maximum of a player's answers.
#pragma once

#include "common/async/time.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace game {

/// Keeps all of the first 65 536 durations, then every second one, every fourth, and so on: the
/// memory is bounded, and the median stays that of an even sample. The maximum is exact.
class ThinkingTimes {
  public:
    void add(async::Duration duration) {
        maximum_ = std::max(maximum_.value_or(duration), duration);
        if (count_++ % stride_ != 0) return;
        sample_.push_back(duration);
        if (sample_.size() == most_kept) halve();
    }

    const std::optional<async::Duration>& maximum() const { return maximum_; }

    /// Of two in the middle, the lower.
    std::optional<async::Duration> median() const {
        if (sample_.empty()) return std::nullopt;
        std::vector<async::Duration> sorted = sample_;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    }

  private:
    static constexpr std::size_t most_kept = 65'536;

    void halve() {
        for (std::size_t i = 0; i < sample_.size() / 2; ++i)
            sample_[i] = sample_[2 * i];
        sample_.resize(sample_.size() / 2);
        stride_ *= 2;
    }

    std::vector<async::Duration> sample_;
    std::uint64_t stride_ = 1;
    std::uint64_t count_ = 0;
    std::optional<async::Duration> maximum_;
};

}  // namespace game
