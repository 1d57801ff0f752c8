/// Semaphore: a limit on how many tasks do something at once.
#pragma once

#include "common/async/waiter.h"

#include <cstdint>

namespace async {

/// A number of permits, given to the tasks that ask, first come first served.
///
///     co_await semaphore.acquire();
///     …
///     semaphore.release();
///
/// A task that is stopped while it waits has taken no permit; one that is stopped later has to give
/// its permit back. A task that waits must be gone before the semaphore is.
class Semaphore {
  public:
    class Acquire;

    explicit Semaphore(std::uint64_t permits) : free_(permits) {}

    /// `co_await semaphore.acquire()` waits for a permit and takes it.
    [[nodiscard]] Acquire acquire();

    /// Gives a permit back, or one more.
    void release();

    /// How many permits are free.
    std::uint64_t free() const { return free_; }

  private:
    std::uint64_t free_;
    WaitList waiting_;
};

/// The awaiter that `acquire` returns. When it is woken, it has been given its permit.
class [[nodiscard]] Semaphore::Acquire : public Waiter {
  public:
    explicit Acquire(Semaphore& semaphore) : semaphore_(semaphore) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        const TaskContext& context = coroutine.promise().context();
        if (semaphore_.free_ == 0) return wait_in(semaphore_.waiting_, coroutine, context);
        --semaphore_.free_;
        return false;
    }
    void await_resume() { finish_wait(); }

  private:
    Semaphore& semaphore_;
};

inline Semaphore::Acquire Semaphore::acquire() {
    return Acquire(*this);
}

inline void Semaphore::release() {
    if (waiting_.empty()) {
        ++free_;
    } else {
        waiting_.front().wake();
    }
}

}  // namespace async
