/// SIGUSR1, which asks a run or a replay to open its log again (game(1)).
#pragma once

#include "common/async/task.h"
#include "common/io/signals.h"

#include <optional>

namespace game {

/// The requests to open the log again, as long as it lives. Before and after, the signal is held
/// back, so that it does not end the process; `main` sees to that first of all. A request that came
/// before is the first one here. A signal that was ignored when the program started stays ignored.
class ReopenRequests {
  public:
    /// `loop` must outlive it. Throws std::system_error.
    explicit ReopenRequests(async::Loop& loop);
    ReopenRequests(const ReopenRequests&) = delete;
    ReopenRequests& operator=(const ReopenRequests&) = delete;
    ~ReopenRequests();

    /// Waits for the next request. For one coroutine at a time.
    async::Task<void> next();

  private:
    std::optional<async::SignalWatcher> signal_;  ///< none if it is ignored
    async::Condition never_;
};

}  // namespace game
