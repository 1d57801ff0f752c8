/// SuspendedTask: a task whose frame is destroyed where it waits.
#pragma once

#include "common/async/task.h"

#include <coroutine>
#include <exception>
#include <utility>

namespace story {

/// Runs a task until it waits. The destructor destroys its frame, wherever it is by then.
class SuspendedTask {
  public:
    class promise_type {
      public:
        promise_type(const async::TaskContext& context, async::Task<void>&) : context_(context) {}
        SuspendedTask get_return_object() {
            return SuspendedTask(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
        const async::TaskContext& context() const { return context_; }

      private:
        const async::TaskContext& context_;
    };

    SuspendedTask(const SuspendedTask&) = delete;
    SuspendedTask& operator=(const SuspendedTask&) = delete;
    ~SuspendedTask() { frame_.destroy(); }

  private:
    explicit SuspendedTask(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

    std::coroutine_handle<promise_type> frame_;
};

/// `context` must outlive it.
inline SuspendedTask run_until_it_waits(const async::TaskContext&, async::Task<void> task) {
    co_await std::move(task);
}

}  // namespace story
