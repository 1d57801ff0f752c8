/// Loop: the event loop, which resumes the tasks of one thread in turns.
#pragma once

#include "common/async/handle.h"
#include "common/async/task.h"
#include "common/async/task_group.h"
#include "common/async/time.h"
#include "common/async/waiter.h"
#include "common/async/wake_timer.h"

#include <map>
#include <optional>

#include <uv.h>

namespace async {

/// A libuv loop. Its destructor aborts if a handle is still open.
struct OpenLoop : uv_loop_t {
    OpenLoop();
    OpenLoop(const OpenLoop&) = delete;
    OpenLoop& operator=(const OpenLoop&) = delete;
    ~OpenLoop();
};

/// Runs tasks on a libuv loop. One turn:
///
/// 1. wakes the sleepers of the earliest deadline, if it has passed;
/// 2. resumes every task that is ready, in the order in which they were woken;
/// 3. waits for events: not at all if a task is ready again, else until the next deadline.
///
/// All of it happens on the thread that called `run`. A program makes the loop first and destroys
/// it last: everything that holds a handle of it must be gone by then.
class Loop {
  public:
    /// The tasks that sleep, by the time to wake them.
    using Sleepers = std::multimap<TimePoint, Resumable*>;

    /// `time` must outlive the loop. Throws std::system_error.
    explicit Loop(TimeSource& time);
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Destroys tasks that never ended, then waits for the close callbacks of all handles. A handle
    /// that is still open is a fault of the program, which is aborted.
    ~Loop();

    /// Runs `root` to its end, then asks all other tasks to stop and runs them to their ends.
    /// Returns the result of `root`. Throws what `root` throws, or the error of another task that
    /// failed first, or Cancelled if `stop` ended it.
    ///
    /// A loop runs once: a second call throws std::logic_error.
    template <class T>
    T run(Task<T> root) {
        std::optional<T> result;
        run(store_result(std::move(root), result));
        if (!result) throw Cancelled();
        return std::move(*result);
    }

    /// As above, but `stop` is not an error.
    void run(Task<void> root);

    /// Starts a task beside the root, before the loop runs or from one of its tasks. The loop owns
    /// it. If it fails, the run ends.
    void start(Task<void> task) { tasks_.start(std::move(task)); }

    /// Ends the run: every task is asked to stop.
    void stop() { tasks_.stop(); }

    /// The time at which this turn began. It stands still during a turn, so that all that happens
    /// in a turn happens at once.
    TimePoint now() {
        if (!now_) now_ = time_.now();
        return *now_;
    }

    /// The time that has passed meanwhile: for what a long turn must not be charged for.
    TimePoint exact_now() { return time_.now(); }

    /// For those who make handles.
    uv_loop_t* uv() { return &uv_; }

    /// For awaiters: `waiter` leaves the list that it is in, and is resumed in the next turn.
    void resume_soon(Resumable& waiter) { ready_.push_back(waiter); }

    /// For awaiters: `waiter` will be woken at `deadline`, unless it is removed before.
    Sleepers::iterator add_sleeper(TimePoint deadline, Resumable& waiter);

    /// For awaiters: the end of that.
    void remove_sleeper(Sleepers::iterator position) { sleepers_.erase(position); }

    /// True while the destructor destroys tasks.
    bool is_closing() const { return is_closing_; }

  private:
    void turn();
    void wake_sleepers();
    void resume_ready();
    void poll();
    void sleep_and_poll(TimePoint deadline);

    TimeSource& time_;
    OpenLoop uv_;
    WakeTimer timer_;
    std::optional<TimePoint> now_;  ///< none until somebody asks in this turn
    bool has_run_ = false;
    bool is_closing_ = false;
    WaitList ready_;
    Sleepers sleepers_;
    TaskGroup tasks_;
};

/// Runs `task` on a loop of its own, with the real time, and returns its result: all that a small
/// program needs.
///
///     int main() {
///         async::run(tick());
///     }
template <class T>
T run(Task<T> task) {
    SteadyTime time;
    Loop loop(time);
    return loop.run(std::move(task));
}

}  // namespace async
