#include "common/async/work_thread.h"

#include <system_error>
#include <utility>

#include <signal.h>

namespace async {

WorkThread::WorkThread(Loop& loop)
    : wake_(make_handle<uv_async_t>(this, uv_async_init, loop.uv(), on_done)) {}

WorkThread::~WorkThread() {
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void WorkThread::on_done(uv_async_t* handle) {
    auto* const self = static_cast<WorkThread*>(handle->data);
    if (self != nullptr) self->done_.notify_all();
}

/// Signals are for the loop's thread.
bool WorkThread::start_thread() {
    if (thread_.joinable()) return true;
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &former);
    try {
        thread_ = std::thread([this] { serve(); });
    } catch (const std::system_error&) {
        // On purpose: it goes without.
    }
    ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
    return thread_.joinable();
}

void WorkThread::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return has_work_ || is_over_; });
        if (!has_work_) return;
        const std::function<void()> work = std::exchange(work_, nullptr);
        lock.unlock();
        std::exception_ptr error;
        try {
            work();
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        has_work_ = false;
        error_ = error;
        uv_async_send(wake_.get());
    }
}

Task<void> WorkThread::run(std::function<void()> work) {
    if (!start_thread()) {
        work();
        co_return;
    }
    std::unique_lock lock(mutex_);
    while (has_work_) {  // of a call that was stopped
        lock.unlock();
        co_await done_.wait();
        lock.lock();
    }
    error_ = nullptr;
    work_ = std::move(work);
    has_work_ = true;
    changed_.notify_all();
    while (has_work_) {
        lock.unlock();
        co_await done_.wait();
        lock.lock();
    }
    if (const std::exception_ptr error = std::exchange(error_, nullptr)) {
        std::rethrow_exception(error);
    }
}

}  // namespace async
