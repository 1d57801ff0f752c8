#include "game/play/restart_history.h"

#include <algorithm>
#include <chrono>

namespace game {

namespace {

/// A worker that ran at least so long is a good one: the next delay is the first one again.
constexpr std::chrono::seconds good_run(60);

constexpr std::chrono::seconds longest_delay(60);

}  // namespace

std::optional<async::Duration> RestartHistory::restart(const Entry& entry, bool has_failed,
                                                       async::Duration ran) {
    const bool is_wanted = entry.restart == RestartWhen::always ||
                           (entry.restart == RestartWhen::on_failure && has_failed);
    if (!is_wanted || (entry.max_restarts && restarts_ >= *entry.max_restarts)) return std::nullopt;
    const bool is_first = restarts_ == 0 || ran >= good_run;
    const async::Duration longest = std::max(entry.restart_delay, async::Duration(longest_delay));
    delay_ = is_first ? entry.restart_delay : std::min(2 * delay_, longest);
    ++restarts_;
    return delay_;
}

}  // namespace game
