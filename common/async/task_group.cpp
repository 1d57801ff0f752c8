#include "common/async/task_group.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"

#include <cassert>
#include <typeinfo>

#include <cxxabi.h>

namespace async {

/// Runs one task of a group. Its frame destroys itself at the task's end, or is destroyed by the
/// group.
struct TaskGroup::Driver {
    class promise_type {
      public:
        promise_type(TaskGroup& group, Task<void>&) : group_(group) {
            const auto frame = std::coroutine_handle<promise_type>::from_promise(*this);
            position_ = group.drivers_.insert(group.drivers_.end(), frame);
        }
        promise_type(const promise_type&) = delete;
        promise_type& operator=(const promise_type&) = delete;
        ~promise_type() {
            group_.drivers_.erase(position_);
            if (group_.is_empty() && !group_.joiner_.empty()) group_.joiner_.front().wake();
        }

        Driver get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { group_.keep_error(); }
        const TaskContext& context() const { return group_.context_; }

      private:
        TaskGroup& group_;
        std::list<std::coroutine_handle<>>::iterator position_;
    };
};

/// Waits for the end of the last task. A stop does not end this wait: it ends the tasks.
class TaskGroup::LastTask : public Resumable {
  public:
    explicit LastTask(TaskGroup& group) : group_(group) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine) {
        suspend(coroutine, coroutine.promise().context().loop);
        group_.joiner_.push_back(*this);
    }
    void await_resume() const noexcept {}

  private:
    TaskGroup& group_;
};

TaskGroup::TaskGroup(const TaskContext& parent)
    : context_{parent.loop, stop_source_.get_token()},
      parent_stop_(parent.stop),
      on_parent_stop_(parent.stop, StopGroup{*this}) {}

TaskGroup::~TaskGroup() {
    assert(is_empty() || context_.loop.is_closing());
    while (!drivers_.empty())
        drivers_.front().destroy();
}

void TaskGroup::start(Task<void> task) {
    drive(std::move(task));
}

TaskGroup::Driver TaskGroup::drive(Task<void> task) {
    co_await next_turn();
    co_await std::move(task);
}

/// Cancelled is an error only of a task that was not asked to stop. Its type is looked at without
/// throwing it once more, which would cost as much as the rest of a cancellation.
void TaskGroup::keep_error() {
    const std::type_info* const type = abi::__cxa_current_exception_type();
    const bool is_cancelled = type != nullptr && *type == typeid(Cancelled);
    if (is_cancelled && stop_source_.stop_requested()) return;
    if (!error_) error_ = std::current_exception();
    stop();
}

Task<void> TaskGroup::join() {
    while (!is_empty())
        co_await LastTask(*this);
    if (error_) std::rethrow_exception(error_);
    if (parent_stop_.stop_requested()) throw Cancelled();
}

Task<void> gather(std::vector<Task<void>> tasks) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    for (Task<void>& task : tasks)
        group.start(std::move(task));
    co_await group.join();
}

}  // namespace async
