/// EndedWorkers: how the workers of a run ended.
#pragma once

#include "game/events/events.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

namespace game {

/// Counts the ends by outcome, and keeps the latest ones: it takes as little memory in a daemon
/// that has run for a year as in a short run. Plain data, which the Scheduler owns.
class EndedWorkers {
  public:
    static constexpr std::size_t most_kept = 10;

    /// One that is kept.
    struct End {
        std::string label;
        ExitEvent event;  ///< without its label
    };

    void add(const ExitEvent& event);

    /// Of all workers, with what they have in common: `exit code 0`, `timed out`, `cannot start`.
    const std::map<std::string, std::uint64_t>& outcomes() const { return outcomes_; }

    /// The last `most_kept`, the oldest first.
    const std::deque<End>& latest() const { return latest_; }

    std::uint64_t count() const { return count_; }
    std::uint64_t failed() const { return failed_; }

  private:
    std::map<std::string, std::uint64_t> outcomes_;
    std::deque<End> latest_;
    std::uint64_t count_ = 0;
    std::uint64_t failed_ = 0;
};

}  // namespace game
