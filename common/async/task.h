/// Task<T>: a coroutine that can be awaited.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stop_token>
#include <utility>

namespace async {

class Loop;

/// Thrown where a task waits once it has been asked to stop. Catch it only to clean up or to end.
class Cancelled final : public std::exception {
  public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// What a task shares with every task that it awaits: the loop, and the token by which they are
/// stopped. Owned by the Loop or TaskGroup that the task runs in, and outlives the task.
struct TaskContext {
    Loop& loop;
    std::stop_token stop;
};

/// The part of a task's state that does not depend on its result.
class TaskPromise {
  public:
    /// The task's end resumes the awaiting coroutine, unless the task ended before its first
    /// suspension: then `start` returns false, and nothing is resumed. This keeps the stack flat
    /// however many tasks end at once, which symmetric transfer does only with optimisation.
    struct FinalAwaiter {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> task) const noexcept {
            const TaskPromise& promise = task.promise();
            if (promise.starting_) return std::noop_coroutine();
            return promise.continuation_;
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    FinalAwaiter final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { error_ = std::current_exception(); }

    const TaskContext& context() const { return *context_; }

    /// Runs the task up to its first suspension. False if it is then at its end; otherwise its end
    /// will resume `continuation`.
    template <class Promise>
    static bool start(std::coroutine_handle<Promise> task, const TaskContext& context,
                      std::coroutine_handle<> continuation) {
        TaskPromise& promise = task.promise();
        promise.context_ = &context;
        promise.continuation_ = continuation;
        promise.starting_ = true;
        task.resume();
        if (task.done()) return false;
        promise.starting_ = false;
        return true;
    }

  protected:
    void rethrow_error() const {
        if (error_) std::rethrow_exception(error_);
    }

  private:
    const TaskContext* context_ = nullptr;
    std::coroutine_handle<> continuation_;
    std::exception_ptr error_;
    bool starting_ = false;
};

/// A coroutine that runs when it is awaited, and returns its result, or throws its exception, to
/// the coroutine that awaits it:
///
///     Task<int> answer() {
///         co_await sleep_for(1s);
///         co_return 42;
///     }
///     Task<void> ask() {
///         const int value = co_await answer();
///     }
///
/// Lazy: until it is awaited it does nothing. Awaited once. Move-only; owns its frame, which may be
/// destroyed wherever it is suspended. Its arguments live in its frame; what they refer to must
/// outlive it.
template <class T = void>
class [[nodiscard]] Task {
  public:
    class promise_type : public TaskPromise {
      public:
        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        template <class U>
        void return_value(U&& value) {
            value_.emplace(std::forward<U>(value));
        }
        T take_result() {
            rethrow_error();
            return std::move(*value_);
        }

      private:
        std::optional<T> value_;
    };

    Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(frame_, other.frame_);
        return *this;
    }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task() {
        if (frame_) frame_.destroy();
    }

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> awaiting) {
        return TaskPromise::start(frame_, awaiting.promise().context(), awaiting);
    }
    T await_resume() { return frame_.promise().take_result(); }

  private:
    explicit Task(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

    std::coroutine_handle<promise_type> frame_;
};

template <>
class Task<void>::promise_type : public TaskPromise {
  public:
    Task get_return_object() {
        return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    void return_void() const noexcept {}
    void take_result() const { rethrow_error(); }
};

}  // namespace async
