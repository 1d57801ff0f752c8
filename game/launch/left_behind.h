/// LeftBehind: ends what processes have left behind that were killed before they could do so.
#pragma once

#include "common/async/async.h"
#include "game/launch/process_tree.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace game {

/// Ends orphans, which are the children of this process' main thread, and all that is below them:
/// with SIGTERM, and what is left of them with SIGKILL a little later. Owned by the fork server,
/// whose workers are children of other threads; it drives this with `run`.
class LeftBehind {
  public:
    /// To be called when a worker that ends its own children, before it ends itself, has failed: it
    /// may have been killed, and have left them.
    void end_orphans();

    /// Does the rest, until stopped.
    async::Task<void> run();

  private:
    /// A process, by its number and its start time.
    using Key = std::pair<pid_t, std::uint64_t>;

    void look();

    std::map<Key, async::TimePoint> living_;  ///< when they are killed
    async::TimePoint deadline_;               ///< of what is found now
    async::Condition asked_;
};

}  // namespace game
