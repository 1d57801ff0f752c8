/// Condition: waiting for a change of state.
#pragma once

#include "common/async/waiter.h"

namespace async {

/// Wakes tasks when something has changed. A condition holds no state of its own, so a task checks
/// what it waits for, before and after:
///
///     while (!is_ready_) {
///         co_await changed_.wait();
///     }
///
/// As asyncio.Condition, without a lock: there is one thread. A task that waits must be gone before
/// the condition is.
class Condition {
  public:
    class Wait;

    /// `co_await condition.wait()` waits for the next notification.
    [[nodiscard]] Wait wait();

    /// Wakes the task that has waited longest, if any does.
    void notify_one() {
        if (!waiting_.empty()) waiting_.front().wake();
    }

    /// Wakes all tasks that wait now.
    void notify_all() {
        while (!waiting_.empty())
            waiting_.front().wake();
    }

    bool has_waiters() const { return !waiting_.empty(); }

  private:
    WaitList waiting_;
};

/// The awaiter that `wait` returns.
class [[nodiscard]] Condition::Wait : public Waiter {
  public:
    explicit Wait(Condition& condition) : condition_(condition) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        return wait_in(condition_.waiting_, coroutine, coroutine.promise().context());
    }
    void await_resume() { finish_wait(); }

  private:
    Condition& condition_;
};

inline Condition::Wait Condition::wait() {
    return Wait(*this);
}

}  // namespace async
