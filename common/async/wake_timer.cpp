#include "common/async/wake_timer.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace async {

namespace {

constexpr const char* failed = "cannot make the timer of an event loop";

}  // namespace

WakeTimer::Descriptor::Descriptor()
    : number(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    if (number < 0) throw_on_error(-errno, failed);
}

WakeTimer::Descriptor::~Descriptor() {
    ::close(number);
}

/// libuv would put the descriptor into its epoll instance in its next turn, and abort the program
/// if the kernel refuses that. It is content to find it there.
WakeTimer::WakeTimer(uv_loop_t& loop)
    : poll_(make_handle<uv_poll_t>(this, uv_poll_init, &loop, timer_.number)) {
    throw_on_error(uv_poll_start(poll_.get(), UV_READABLE, on_expiry), failed);
    uv_unref(reinterpret_cast<uv_handle_t*>(poll_.get()));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = timer_.number;
    if (::epoll_ctl(uv_backend_fd(&loop), EPOLL_CTL_ADD, timer_.number, &event) != 0) {
        const int error = -errno;
        uv_poll_stop(poll_.get());
        throw_on_error(error, failed);
    }
}

void WakeTimer::set(TimePoint deadline) noexcept {
    if (deadline >= set_for_) return;
    set_for_ = deadline;
    // A timer that is set for 0 never expires.
    const Duration since_epoch = std::max(deadline.time_since_epoch(), Duration(1));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    itimerspec when{};
    when.it_value.tv_sec = seconds.count();
    when.it_value.tv_nsec = Duration(since_epoch - seconds).count();
    ::timerfd_settime(timer_.number, TFD_TIMER_ABSTIME, &when, nullptr);
}

/// Only meanwhile does the loop count it as something to wait for.
void WakeTimer::poll_once() {
    auto* const handle = reinterpret_cast<uv_handle_t*>(poll_.get());
    uv_ref(handle);
    uv_run(poll_->loop, UV_RUN_ONCE);
    uv_unref(handle);
}

void WakeTimer::on_expiry(uv_poll_t* handle, int, int) {
    auto* const self = static_cast<WakeTimer*>(handle->data);
    if (self == nullptr) return;  // closed
    std::uint64_t times = 0;
    if (::read(self->timer_.number, &times, sizeof times) > 0) self->set_for_ = TimePoint::max();
}

}  // namespace async
