/// Waiting for time to pass.
#pragma once

#include "common/async/loop.h"
#include "common/async/time.h"
#include "common/async/waiter.h"

namespace async {

/// What `co_await sleep_until(…)` and `sleep_for` make.
class Sleep : public Waiter {
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

/// Waits until the loop's time is `deadline` or later; lets others run even if it has passed.
inline Sleep sleep_until(TimePoint deadline) {
    return Sleep(deadline);
}

/// Waits for `duration`, from the loop's time now; lets others run even if it is 0.
inline Sleep sleep_for(Duration duration) {
    return Sleep(duration);
}

/// What `co_await next_turn()` makes.
class NextTurn : public Resumable {
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

/// Lets every other task that is ready run first, and looks for new events.
inline NextTurn next_turn() {
    return NextTurn();
}

/// What `co_await current_context()` makes.
class CurrentContext {
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

/// The context of the task that awaits it, without waiting.
inline CurrentContext current_context() {
    return CurrentContext();
}

}  // namespace async
