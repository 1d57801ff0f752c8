/// with_timeout: a limit on how long a task may take.
#pragma once

#include "common/async/task.h"
#include "common/async/task_group.h"
#include "common/async/time.h"

#include <exception>
#include <optional>
#include <utility>

namespace async {

/// Thrown by `with_timeout`.
class TimedOut final : public std::exception {
  public:
    const char* what() const noexcept override { return "timed out"; }
};

/// Runs `task`; asks it to stop if it has not ended after `duration`, and then throws TimedOut once
/// it has ended. As asyncio.wait_for:
///
///     Task<int> asking = ask();
///     try {
///         const int answer = co_await with_timeout(2s, std::move(asking));
///         …
///     } catch (const TimedOut&) {
///         …
///     }
///
/// The task's own exceptions pass. A result that the task returns although it was asked to stop
/// counts.
Task<void> with_timeout(Duration duration, Task<void> task);

template <class T>
Task<T> with_timeout(Duration duration, Task<T> task) {
    std::optional<T> result;
    Task<void> storing = store_result(std::move(task), result);
    co_await with_timeout(duration, std::move(storing));
    co_return std::move(*result);
}

}  // namespace async
