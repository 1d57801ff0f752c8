#include "common/async/timeout.h"

#include "common/async/sleep.h"

namespace async {

namespace {

Task<void> run_to_end(Task<void> task, TaskGroup& group, bool& has_ended) {
    co_await std::move(task);
    has_ended = true;
    group.stop();
}

Task<void> stop_after(Duration duration, TaskGroup& group) {
    co_await sleep_for(duration);
    group.stop();
}

}  // namespace

Task<void> with_timeout(Duration duration, Task<void> task) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    bool has_ended = false;
    group.start(run_to_end(std::move(task), group, has_ended));
    group.start(stop_after(duration, group));
    co_await group.join();
    if (!has_ended) throw TimedOut();
}

}  // namespace async
