/// Task<T>: a coroutine that can be awaited.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stop_token>
#include <utility>

namespace async {

class Loop;

/// Thrown where a task waits, when it has been asked to stop.
class Cancelled final : public std::exception {
  public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// What a task shares with everything that it awaits: its loop, and the request to stop it. Owned
/// by whoever starts the task (Loop, TaskGroup), and outlives it.
struct TaskContext {
    Loop& loop;
    std::stop_token stop;
};

/// The part of a task's state that does not depend on its result.
class TaskPromise {
  public:
    /// Whoever awaits is resumed by the task's end, unless the task ended before its first
    /// suspension: then `start` tells so, and nobody is resumed. This keeps the stack flat however
    /// many tasks end at once, which symmetric transfer does only with optimisation.
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

/// A coroutine that runs when it is awaited, and hands its result, or its exception, to the one who
/// awaits it. Lazy: until then it does nothing. Move-only; owns its frame, which may be destroyed
/// wherever it is suspended.
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
