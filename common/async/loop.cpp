#include "common/async/loop.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <sys/epoll.h>

namespace async {

namespace {

/// Puts the descriptors of libuv's own into its epoll instance, where it would put them itself when
/// it first waits, and abort the program if the kernel refuses that (ENOSPC:
/// fs.epoll.max_user_watches; ENOMEM). Where a descriptor is there already, it goes on. Returns 0
/// or the errno.
int add_own_descriptors(const uv_loop_t& loop) {
    for (const int descriptor : {loop.signal_pipefd[0], loop.async_io_watcher.fd}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;  // what libuv expects there
        if (::epoll_ctl(loop.backend_fd, EPOLL_CTL_ADD, descriptor, &event) != 0) return errno;
    }
    return 0;
}

}  // namespace

OpenLoop::OpenLoop() : uv_loop_t{} {
    constexpr const char* failed = "cannot make an event loop";
    throw_on_error(uv_loop_init(this), failed);
    const int error = add_own_descriptors(*this);
    if (error == 0) return;
    uv_loop_close(this);
    throw_on_error(-error, failed);
}

OpenLoop::~OpenLoop() {
    uv_run(this, UV_RUN_NOWAIT);
    if (uv_loop_close(this) == 0) return;
    std::fputs("a libuv handle outlives its loop:\n", stderr);
    uv_print_all_handles(this, stderr);
    std::abort();
}

Loop::Loop(TimeSource& time)
    : time_(time), timer_(uv_), tasks_(TaskContext{*this, std::stop_token()}) {}

Loop::~Loop() {
    is_closing_ = true;  // tasks that never ended may leave groups with tasks in them
}

void Loop::run(Task<void> root) {
    if (has_run_) throw std::logic_error("this loop has run already: make another one");
    has_run_ = true;
    const auto run_and_stop = [](Task<void> task, Loop& loop) -> Task<void> {
        co_await std::move(task);
        loop.stop();
    };
    now_.reset();  // the time before the first turn
    start(run_and_stop(std::move(root), *this));
    while (!tasks_.is_empty())
        turn();
    if (const std::exception_ptr error = tasks_.error()) std::rethrow_exception(error);
}

void Loop::turn() {
    wake_sleepers();
    resume_ready();
    now_.reset();
    if (!tasks_.is_empty()) poll();
}

/// One deadline a turn: a task that then sleeps again until a deadline that has passed as well is
/// woken in its order, however late we are.
void Loop::wake_sleepers() {
    if (sleepers_.empty() || sleepers_.begin()->first > now()) return;
    const auto end = sleepers_.upper_bound(sleepers_.begin()->first);
    for (auto sleeper = sleepers_.begin(); sleeper != end; ++sleeper)
        sleeper->second->wake();
}

/// Tasks that become ready meanwhile wait for the next turn, so that events are never starved.
void Loop::resume_ready() {
    for (std::size_t left = ready_.size(); left > 0 && !ready_.empty(); --left) {
        ready_.front().resume();
    }
}

void Loop::poll() {
    if (!ready_.empty()) {
        uv_run(&uv_, UV_RUN_NOWAIT);
    } else if (!sleepers_.empty()) {
        sleep_and_poll(sleepers_.begin()->first);
    } else if (uv_loop_alive(&uv_) != 0) {
        uv_run(&uv_, UV_RUN_ONCE);
    } else {
        throw std::logic_error("every task waits, and nothing is left that could wake one");
    }
}

void Loop::sleep_and_poll(TimePoint deadline) {
    if (time_.can_skip()) {
        uv_run(&uv_, UV_RUN_NOWAIT);  // what is there to be read was written before the deadline
        const bool has_event = now_ || !ready_.empty();
        if (!has_event) time_.skip_to(deadline);
        return;
    }
    timer_.set(deadline);
    timer_.poll_once();
}

Loop::Sleepers::iterator Loop::add_sleeper(TimePoint deadline, Resumable& waiter) {
    return sleepers_.emplace(deadline, &waiter);
}

}  // namespace async
