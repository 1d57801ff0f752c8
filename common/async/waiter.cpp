#include "common/async/waiter.h"

#include "common/async/loop.h"

namespace async {

void Resumable::suspend(std::coroutine_handle<> coroutine, Loop& loop) {
    loop_ = &loop;
    coroutine_ = coroutine;
    waiting_ = true;
}

void Resumable::wake() {
    if (!waiting_) return;
    waiting_ = false;
    loop_->resume_soon(*this);
}

void Resumable::resume() {
    waiting_ = false;
    leave();
    loop_->now();  // the turn has begun
    coroutine_.resume();
}

bool Waiter::wait(std::coroutine_handle<> coroutine, const TaskContext& context) {
    if (context.stop.stop_requested()) {
        stopped_ = true;
        return false;
    }
    suspend(coroutine, context.loop);
    on_stop_.emplace(context.stop, OnStop{*this});
    return true;
}

bool Waiter::wait_in(WaitList& list, std::coroutine_handle<> coroutine,
                     const TaskContext& context) {
    if (!wait(coroutine, context)) return false;
    list.push_back(*this);
    return true;
}

void Waiter::stop() {
    if (!is_waiting()) return;
    stopped_ = true;
    wake();
}

void Waiter::finish_wait() {
    on_stop_.reset();
    if (stopped_) throw Cancelled();
}

}  // namespace async
