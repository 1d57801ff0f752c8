/// RestartHistory: when a worker that has ended is launched again.
#pragma once

#include "common/async/time.h"
#include "game/scenario/scenario.h"

#include <cstdint>
#include <optional>

namespace game {

/// How often an entry's worker has been restarted, and how soon the next one follows. It is passed
/// on from a worker to the one that is launched in its place. All times are on the scenario's
/// scale.
///
/// The delay is the entry's `restart_delay`, and twice that of the last restart if the worker ran
/// for less than a minute; never more than a minute, or than `restart_delay` if that is longer.
class RestartHistory {
  public:
    /// A worker of `entry` has ended by itself or was stopped by its timeout, `ran` after its
    /// start. Returns how long after that the next one is launched; nothing if none is, since the
    /// entry does not want it, or has been restarted `max_restarts` times.
    std::optional<async::Duration> restart(const Entry& entry, bool has_failed,
                                           async::Duration ran);

    bool operator==(const RestartHistory&) const = default;

  private:
    std::uint32_t restarts_ = 0;
    async::Duration delay_{0};  ///< of the last restart
};

}  // namespace game
