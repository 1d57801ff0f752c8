/// SignalWatcher: signals to this process, as events.
#pragma once

#include "common/async/handle.h"
#include "common/async/loop.h"
#include "common/async/waiter.h"

#include <deque>
#include <vector>

#include <uv.h>

namespace async {

/// Catches signals for as long as it lives; when it goes, they have their default actions.
class SignalWatcher {
  public:
    class Next;

    /// `loop` must outlive the watcher. Throws std::system_error.
    SignalWatcher(Loop& loop, const std::vector<int>& signals);

    /// `int signal = co_await watcher.next()` waits for a signal, for one coroutine at a time. Each
    /// is told once; as everywhere, several of one kind that arrive at once may count as one.
    Next next();

  private:
    static void on_signal(uv_signal_t* handle, int signal);

    std::vector<Handle<uv_signal_t>> handles_;
    std::deque<int> arrived_;
    WaitList waiting_;
};

/// What `next` makes.
class SignalWatcher::Next : public Waiter {
  public:
    explicit Next(SignalWatcher& watcher) : watcher_(watcher) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!watcher_.arrived_.empty()) return false;
        return wait_in(watcher_.waiting_, coroutine, coroutine.promise().context());
    }
    int await_resume() {
        finish_wait();
        const int signal = watcher_.arrived_.front();
        watcher_.arrived_.pop_front();
        return signal;
    }

  private:
    SignalWatcher& watcher_;
};

inline SignalWatcher::Next SignalWatcher::next() {
    return Next(*this);
}

}  // namespace async
