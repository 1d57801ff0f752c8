#include "common/io/poll_watch.h"

#include <cerrno>

#include <sys/epoll.h>

namespace async {

namespace {

/// No event but a hang-up, which the kernel does not let one turn off, and that only once.
constexpr unsigned nothing = EPOLLONESHOT;

epoll_event make_event(int descriptor, unsigned events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;  // what libuv expects there
    return event;
}

}  // namespace

PollWatch::PollWatch(Loop& loop, int descriptor, Callback callback, void* owner)
    : descriptor_(descriptor),
      callback_(callback),
      owner_(owner),
      poll_(make_handle<uv_poll_t>(this, uv_poll_init, loop.uv(), descriptor)) {
    throw_on_error(add(), "cannot watch a descriptor");
    uv_unref(reinterpret_cast<uv_handle_t*>(poll_.get()));
}

/// libuv would add the descriptor in its next turn; it finds it there, and changes the events to
/// those that are set here.
int PollWatch::add() {
    const int result = uv_poll_start(poll_.get(), UV_READABLE, on_event);
    if (result != 0) return result;
    epoll_event event = make_event(descriptor_, EPOLLIN);
    const int epoll = uv_backend_fd(poll_->loop);
    is_armed_ = ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor_, &event) == 0;
    if (is_armed_) return 0;
    const int error = -errno;
    uv_poll_stop(poll_.get());
    return error;
}

void PollWatch::arm(bool is_armed) noexcept {
    is_armed_ = is_armed;
    epoll_event event = make_event(descriptor_, is_armed ? EPOLLIN : nothing);
    ::epoll_ctl(uv_backend_fd(poll_->loop), EPOLL_CTL_MOD, descriptor_, &event);
}

void PollWatch::start() noexcept {
    if (is_started_) return;
    is_started_ = true;
    if (!is_armed_) arm(true);
    uv_ref(reinterpret_cast<uv_handle_t*>(poll_.get()));
}

void PollWatch::stop() noexcept {
    if (!is_started_) return;
    is_started_ = false;
    uv_unref(reinterpret_cast<uv_handle_t*>(poll_.get()));
}

void PollWatch::on_event(uv_poll_t* handle, int status, int) {
    auto* const self = static_cast<PollWatch*>(handle->data);
    if (self == nullptr) return;  // closed
    // libuv itself stops to watch a socket with an error pending, which may have bytes as well.
    if (status < 0) self->add();
    if (self->is_started_) {
        self->callback_(self->owner_, *handle);
    } else if (self->is_armed_) {
        self->arm(false);
    }
}

}  // namespace async
