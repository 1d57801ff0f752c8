/// Tasks that run side by side: TaskGroup, and gather on top of it.
#pragma once

#include "common/async/task.h"
#include "common/async/waiter.h"

#include <coroutine>
#include <exception>
#include <list>
#include <optional>
#include <stop_token>
#include <vector>

namespace async {

/// Any number of tasks, started one by one, that end before the group does. As asyncio.TaskGroup:
///
///     const TaskContext& context = co_await current_context();
///     TaskGroup tasks(context);
///     tasks.start(read_input());
///     tasks.start(tick());
///     co_await tasks.join();
///
/// The first task that fails makes the group ask the others to stop, and `join` throw its error.
/// The tasks are also asked to stop when `parent` is: the context of the task that makes the group.
///
/// The destructor asserts that the group is empty, unless the Loop is being destroyed too. So
/// nothing may wait between `start` and `join`: what has to wait is a task of the group as well.
class TaskGroup {
  public:
    explicit TaskGroup(const TaskContext& parent);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();

    /// The task begins in the loop's next turn; never, if the group has been asked to stop. May be
    /// called at any time before the group's end, also by its own tasks.
    void start(Task<void> task);

    /// Asks all tasks to stop. They end in turns to come.
    void stop() { stop_source_.request_stop(); }

    bool is_empty() const { return drivers_.empty(); }

    /// Waits until no task is left, even when asked to stop. Then throws the first task's error, or
    /// Cancelled if the parent was asked to stop.
    Task<void> join();

    /// The error of the first task that failed, if one has.
    std::exception_ptr error() const { return error_; }

  private:
    struct Driver;
    class LastTask;
    struct StopGroup {
        TaskGroup& group;
        void operator()() const { group.stop(); }
    };

    Driver drive(Task<void> task);
    void keep_error();

    std::stop_source stop_source_;
    TaskContext context_;
    std::stop_token parent_stop_;
    std::stop_callback<StopGroup> on_parent_stop_;
    std::list<std::coroutine_handle<>> drivers_;  ///< one for each task that has not ended
    std::exception_ptr error_;
    WaitList joiner_;
};

/// Runs the tasks side by side until all have ended. If one fails, the others are asked to stop,
/// and its error is thrown when they have ended.
Task<void> gather(std::vector<Task<void>> tasks);

/// As above.
template <class... Tasks>
Task<void> gather(Task<void> first, Tasks... others) {
    std::vector<Task<void>> tasks;
    tasks.reserve(1 + sizeof...(others));
    tasks.push_back(std::move(first));
    (tasks.push_back(std::move(others)), ...);
    return gather(std::move(tasks));
}

/// Awaits `task` and puts its result into `result`, which must outlive it.
template <class T>
Task<void> store_result(Task<T> task, std::optional<T>& result) {
    T value = co_await std::move(task);
    result.emplace(std::move(value));
}

/// As above; the results come in the order of the tasks, whichever ended first.
template <class T>
Task<std::vector<T>> gather(std::vector<Task<T>> tasks) {
    std::vector<std::optional<T>> results(tasks.size());
    std::vector<Task<void>> storing;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        storing.push_back(store_result(std::move(tasks[i]), results[i]));
    }
    co_await gather(std::move(storing));
    std::vector<T> values;
    for (std::optional<T>& result : results)
        values.push_back(std::move(*result));
    co_return values;
}

}  // namespace async
