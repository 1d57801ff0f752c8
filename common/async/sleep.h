/// Sleeping, and a task's own context.
#pragma once

#include "common/async/loop.h"
#include "common/async/time.h"
#include "common/async/waiter.h"

namespace async {

/// The awaiter that `sleep_until` and `sleep_for` return.
class [[nodiscard]] Sleep : public Waiter {
  public:
    explicit Sleep(TimePoint deadline) : deadline_(deadline) {}
    explicit Sleep(Duration duration) : duration_(duration) {}
    ~Sleep() { forget(); }
    Sleep(const Sleep&) = delete;
    Sleep& operator=(const Sleep&) = delete;

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        const TaskContext& context = coroutine.promise().context();
        if (!wait(coroutine, context)) return false;
        Loop& loop = context.loop;
        position_ = loop.add_sleeper(deadline_.value_or(later(loop.now(), duration_)), *this);
        loop_ = &loop;
        return true;
    }
    void await_resume() {
        forget();
        finish_wait();
    }

  private:
    void forget() {
        if (loop_ != nullptr) loop_->remove_sleeper(position_);
        loop_ = nullptr;
    }

    std::optional<TimePoint> deadline_;
    Duration duration_{0};
    Loop* loop_ = nullptr;  ///< null unless it sleeps there
    Loop::Sleepers::iterator position_;
};

/// `co_await sleep_until(deadline)` waits until the loop's time is `deadline` or later. Other tasks
/// run first, even if it has passed. For a period without drift, add the period to the last
/// deadline:
///
///     for (TimePoint next = loop.now();; next += 1s) {
///         co_await sleep_until(next);
///         tick();
///     }
[[nodiscard]] inline Sleep sleep_until(TimePoint deadline) {
    return Sleep(deadline);
}

/// `co_await sleep_for(duration)` waits for `duration`, from the loop's time now. Other tasks run
/// first, even if it is 0.
[[nodiscard]] inline Sleep sleep_for(Duration duration) {
    return Sleep(duration);
}

/// The awaiter that `next_turn` returns.
class [[nodiscard]] NextTurn : public Resumable {
  public:
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        context_ = &coroutine.promise().context();
        if (context_->stop.stop_requested()) return false;
        suspend(coroutine, context_->loop);
        wake();
        return true;
    }
    void await_resume() const {
        if (context_->stop.stop_requested()) throw Cancelled();
    }

  private:
    const TaskContext* context_ = nullptr;
};

/// `co_await next_turn()` lets every other task that is ready run first, and looks for new events.
/// A long computation calls it now and then.
[[nodiscard]] inline NextTurn next_turn() {
    return NextTurn();
}

/// The awaiter that `current_context` returns.
class [[nodiscard]] CurrentContext {
  public:
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        context_ = &coroutine.promise().context();
        return false;
    }
    const TaskContext& await_resume() const { return *context_; }

  private:
    const TaskContext* context_ = nullptr;
};

/// `const TaskContext& context = co_await current_context()` returns the context of this task at
/// once: its loop, and the token that stops it. A TaskGroup needs it.
[[nodiscard]] inline CurrentContext current_context() {
    return CurrentContext();
}

}  // namespace async
