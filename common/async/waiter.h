/// Resumable and Waiter: one suspended coroutine. Everything that a task can wait for is built on
/// them. Programs do not need them: Condition covers new kinds of waits.
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

/// The base of awaiters: a coroutine that waits for an event. It is part of the waiting coroutine's
/// frame. When that is destroyed, it leaves the list that it was in.
///
/// `wake` only schedules: the loop resumes the coroutine in its next turn.
class Resumable : public ListHook<Resumable> {
  public:
    /// The event has come. Does nothing unless it waits.
    void wake();

    /// Resumes the coroutine now. Only for callbacks that the loop itself calls, with data that
    /// does not last until the next turn.
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

/// A Resumable that waits for an event or for the request to stop, whichever comes first.
class Waiter : public Resumable {
  protected:
    /// Starts to wait, in `list`. False, without waiting, if the stop was requested before.
    bool wait_in(WaitList& list, std::coroutine_handle<> coroutine, const TaskContext& context);

    /// Starts to wait, in no list. False, without waiting, if the stop was requested before.
    bool wait(std::coroutine_handle<> coroutine, const TaskContext& context);

    /// Ends the wait, in `await_resume`. Throws Cancelled if the stop ended it.
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

/// Wakes all coroutines that wait in `list`.
inline void wake_all(WaitList& list) {
    while (!list.empty())
        list.front().wake();
}

}  // namespace async
