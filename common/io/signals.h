/// SignalWatcher: signals to this process, as events.
#pragma once

#include "common/async/condition.h"
#include "common/async/handle.h"
#include "common/async/loop.h"

#include <deque>
#include <vector>

#include <uv.h>

namespace async {

/// Catches signals for as long as it lives. Afterwards they have their default actions. As with all
/// signals, several of one kind that arrive at once may count as one.
class SignalWatcher {
  public:
    /// `loop` must outlive the watcher. Throws std::system_error.
    SignalWatcher(Loop& loop, const std::vector<int>& signals);

    /// Waits for the next signal and returns its number. For one coroutine at a time.
    Task<int> next();

  private:
    static void on_signal(uv_signal_t* handle, int signal);

    std::vector<Handle<uv_signal_t>> handles_;
    std::deque<int> arrived_;
    Condition arrival_;
};

}  // namespace async
