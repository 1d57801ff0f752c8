/// Loop: the event loop, one thread's scheduler of tasks.
#pragma once

#include "common/async/handle.h"
#include "common/async/task.h"
#include "common/async/task_group.h"
#include "common/async/time.h"
#include "common/async/waiter.h"

#include <map>
#include <optional>

#include <uv.h>

namespace async {

/// A libuv loop that is made and closed.
struct OpenLoop : uv_loop_t {
    OpenLoop();
    OpenLoop(const OpenLoop&) = delete;
    OpenLoop& operator=(const OpenLoop&) = delete;
    ~OpenLoop();
};

/// Runs tasks on a libuv loop. One turn resumes every task that is ready, then waits for the next
/// events. All of it happens on the thread that called `run`.
class Loop {
  public:
    /// Those who sleep, by the time to wake them.
    using Sleepers = std::multimap<TimePoint, Resumable*>;

    /// `time` must outlive the loop. Throws std::system_error.
    explicit Loop(TimeSource& time);
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Destroys tasks that never ended, then waits for the close callbacks of all handles. Whoever
    /// else owns a handle must have dropped it: one left open is a fault of the program, and aborts
    /// it.
    ~Loop() = default;

    /// Runs `root` to its end, then asks all other tasks to stop and runs them to theirs. Returns
    /// what `root` does; throws what it throws, or the error of another task that failed first, or
    /// Cancelled if `stop` ended it. To be called once.
    template <class T>
    T run(Task<T> root) {
        std::optional<T> result;
        run(store_result(std::move(root), result));
        if (!result) throw Cancelled();
        return std::move(*result);
    }

    /// As above, but `stop` is no error.
    void run(Task<void> root);

    /// Starts a task beside the root, before the loop runs or from a task of it. The loop owns it;
    /// its failure ends the run.
    void start(Task<void> task) { tasks_.start(std::move(task)); }

    /// Ends the run: every task is asked to stop.
    void stop() { tasks_.stop(); }

    /// The time at which this turn began. It stands still during a turn, so that all that happens
    /// in it happens at once.
    TimePoint now() {
        if (!now_) now_ = time_.now();
        return *now_;
    }

    /// The longest that a turn has kept the processor so far, and everybody else waiting.
    Duration longest_turn() const { return longest_turn_; }

    /// For those who make handles.
    uv_loop_t* uv() { return &uv_; }

    /// For awaiters: `waiter` leaves the list that it is in, and is resumed in the next turn.
    void resume_soon(Resumable& waiter) { ready_.push_back(waiter); }

    /// For awaiters: has `waiter` woken at `deadline`, until it is removed.
    Sleepers::iterator add_sleeper(TimePoint deadline, Resumable& waiter);

    /// For awaiters: nobody is woken there any more.
    void remove_sleeper(Sleepers::iterator position) { sleepers_.erase(position); }

  private:
    void turn();
    void wake_sleepers();
    void resume_ready();
    void poll();
    void sleep_and_poll(TimePoint deadline);

    TimeSource& time_;
    OpenLoop uv_;
    Handle<uv_timer_t> timer_;
    std::optional<TimePoint> now_;  ///< none until somebody acts in this turn
    Duration longest_turn_{0};
    WaitList ready_;
    Sleepers sleepers_;
    TaskGroup tasks_;
};

}  // namespace async
