/// Queue: values on their way from producers to consumers.
#pragma once

#include "common/async/waiter.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace async {

/// A bounded queue, as asyncio.Queue: a push into a full queue waits for room, a pop from an empty
/// queue waits for a value; each first come first served.
///
///     Task<void> produce(Queue<int>& queue) {
///         co_await queue.push(7);
///     }
///     Task<void> consume(Queue<int>& queue) {
///         const int value = co_await queue.pop();
///     }
///
/// A stop loses no value: a push that is stopped has queued nothing, a pop that is stopped has
/// taken nothing. A task that waits must be gone before the queue is.
template <class T>
class Queue {
  public:
    class Push;
    class Pop;

    /// `capacity` is at least 1.
    explicit Queue(std::size_t capacity) : capacity_(capacity) {}

    /// `co_await queue.push(value)` waits for room and queues the value.
    [[nodiscard]] Push push(T value) { return Push(*this, std::move(value)); }

    /// `T value = co_await queue.pop()` waits for a value and takes it.
    [[nodiscard]] Pop pop() { return Pop(*this); }

    std::size_t size() const { return values_.size(); }

  private:
    void admit_waiting_push() {
        if (pushing_.empty()) return;
        auto& push = static_cast<Push&>(pushing_.front());
        values_.push_back(std::move(push.value_));
        push.wake();
    }

    std::size_t capacity_;
    std::deque<T> values_;
    WaitList pushing_;  ///< Push objects; empty unless the queue is full
    WaitList popping_;  ///< Pop objects; empty unless the queue is empty
};

template <class T>
class [[nodiscard]] Queue<T>::Push : public Waiter {
  public:
    Push(Queue& queue, T value) : queue_(queue), value_(std::move(value)) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!queue_.popping_.empty()) {
            auto& pop = static_cast<Pop&>(queue_.popping_.front());
            pop.value_ = std::move(value_);
            pop.wake();
            return false;
        }
        if (queue_.values_.size() >= queue_.capacity_) {
            return wait_in(queue_.pushing_, coroutine, coroutine.promise().context());
        }
        queue_.values_.push_back(std::move(value_));
        return false;
    }
    void await_resume() { finish_wait(); }

  private:
    friend class Queue;
    Queue& queue_;
    T value_;
};

template <class T>
class [[nodiscard]] Queue<T>::Pop : public Waiter {
  public:
    explicit Pop(Queue& queue) : queue_(queue) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (queue_.values_.empty()) {
            return wait_in(queue_.popping_, coroutine, coroutine.promise().context());
        }
        value_ = std::move(queue_.values_.front());
        queue_.values_.pop_front();
        queue_.admit_waiting_push();
        return false;
    }
    T await_resume() {
        finish_wait();
        return std::move(*value_);
    }

  private:
    friend class Queue;
    Queue& queue_;
    std::optional<T> value_;
};

}  // namespace async
