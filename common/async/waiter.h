/// Resumable and Waiter: one suspended coroutine. All that a task can wait for is built on them.
#pragma once

#include "common/async/intrusive_list.h"
#include "common/async/task.h"

#include <coroutine>
#include <optional>
#include <stop_token>

namespace async {

class Resumable;

/// Waiting coroutines, first come first served.
using WaitList = IntrusiveList<Resumable>;

/// A coroutine that waits for an event. The base of awaiters; it lives in the waiting coroutine's
/// frame, and when that is destroyed it vanishes from wherever it was queued.
///
/// Waking only schedules: the loop resumes the coroutine in its next turn, never the one who wakes.
class Resumable : public ListHook<Resumable> {
  public:
    /// The event has come. Without effect unless it waits.
    void wake();

    /// Resumes the coroutine here and now. Only for callbacks that the loop itself calls, and whose
    /// data does not last until the next turn.
    void resume();

  protected:
    /// Starts to wait, in no list.
    void suspend(std::coroutine_handle<> coroutine, Loop& loop);

    bool is_waiting() const { return waiting_; }

  private:
    Loop* loop_ = nullptr;
    std::coroutine_handle<> coroutine_;
    bool waiting_ = false;
};

/// One that waits for an event or for the request to stop, whichever comes first.
class Waiter : public Resumable {
  protected:
    /// Starts to wait, in `list`. False, without waiting, if the stop was requested before.
    bool wait_in(WaitList& list, std::coroutine_handle<> coroutine, const TaskContext& context);

    /// Starts to wait, in no list. False, without waiting, if the stop was requested before.
    bool wait(std::coroutine_handle<> coroutine, const TaskContext& context);

    /// Ends the wait, in `await_resume`. Throws Cancelled if it was the stop that ended it.
    void finish_wait();

  private:
    struct OnStop {
        Waiter& waiter;
        void operator()() const { waiter.stop(); }
    };

    void stop();

    std::optional<std::stop_callback<OnStop>> on_stop_;
    bool stopped_ = false;
};

/// Wakes all who wait in `list`.
inline void wake_all(WaitList& list) {
    while (!list.empty())
        list.front().wake();
}

}  // namespace async
