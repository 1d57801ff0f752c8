/// StopDecisions: the signals that stop a run, as decisions of somebody.
#pragma once

#include "common/async/async.h"
#include "common/io/signals.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// From its construction on, the stop signals arrive here (see stop_signals.h). A local object of
/// the task that acts on the decisions.
///
/// One decision may reach us twice: timeout(1) signals us and then our group; when a terminal is
/// closed, the kernel and the shell both do. Such an echo is no decision.
class StopDecisions {
  public:
    /// `loop` must outlive it. Throws std::system_error.
    explicit StopDecisions(async::Loop& loop);

    /// Waits for the first decision. Returns its signal.
    async::Task<int> first();

    /// Waits for the next decision. To be called when the former one has been acted on: an echo
    /// within 50 ms from then is ignored.
    async::Task<void> next();

  private:
    async::Loop& loop_;
    async::SignalWatcher signals_;
    std::optional<int> first_;
};

/// `SIGINT`.
std::string signal_name(int signal);

/// Says why a run that `signal` stops goes on, and what ends it: for the matches that run, at least
/// one.
std::string waiting_for_matches(std::size_t matches, int signal);

/// The same for its workers, at least one, which have these names.
std::string waiting_for_workers(std::size_t workers, std::string_view names,
                                async::Duration stop_timeout, int signal);

}  // namespace game
