/// ServiceNotices: reports the state of a run to the service manager (sd_notify(3)).
#pragma once

#include "common/async/async.h"
#include "game/play/scheduler.h"

#include <optional>
#include <string>

#include <sys/types.h>

namespace game {

/// How often the service manager wants a sign of life (sd_watchdog_enabled(3)): half of
/// WATCHDOG_USEC, and at least every half hour. None if it wants none, or of another process than
/// `self`. The values are those of the variables.
std::optional<async::Duration> watchdog_interval(const char* usec, const char* pid, pid_t self);

/// Sends the state of a run while it changes, and signs of life if they are wanted. Game owns it,
/// and runs it in the background. Without a service manager it does nothing, and with one it wakes
/// up only when something changes.
class ServiceNotices {
  public:
    /// `scheduler` must outlive it. `stop_timeout` is how long workers may need to stop.
    ServiceNotices(const Scheduler& scheduler, async::Duration stop_timeout)
        : scheduler_(scheduler), stop_timeout_(stop_timeout) {}

    /// Runs until it is stopped.
    async::Task<void> run();

  private:
    async::Task<void> report_status();
    async::Task<void> report_stop();
    async::Task<void> feed_watchdog(async::Duration interval);
    std::string status() const;

    const Scheduler& scheduler_;
    async::Duration stop_timeout_;
};

}  // namespace game
