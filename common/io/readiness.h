/// Readiness: waiting until somebody else's descriptor can be read or written.
#pragma once

#include "common/async/handle.h"
#include "common/async/loop.h"
#include "common/async/waiter.h"
#include "common/io/file_descriptor.h"

#include <uv.h>

namespace async {

/// Which of the two is waited for.
enum class Direction { read, write };

/// Tells when a descriptor that is not ours alone can be read, or written, without waiting.
///
/// libuv makes every descriptor that it watches non-blocking, for all who share it. So the
/// descriptor is put into an epoll instance of its own, and libuv watches that.
class Readiness {
  public:
    class Wait;

    /// `descriptor` must stay open, and `loop` live, for as long as this does. Throws
    /// std::system_error; EPERM means that the descriptor, a regular file for example, is always
    /// ready.
    Readiness(Loop& loop, int descriptor, Direction direction);

    /// `co_await readiness.wait()` waits until it is ready, or is hung up or broken, which the next
    /// read or write will tell. For one coroutine at a time.
    Wait wait();

  private:
    static void on_event(uv_poll_t* handle, int status, int events);

    FileDescriptor epoll_;
    Handle<uv_poll_t> poll_;
    WaitList waiting_;
};

/// What `wait` makes.
class [[nodiscard]] Readiness::Wait : public Waiter {
  public:
    explicit Wait(Readiness& readiness) : readiness_(readiness) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!wait_in(readiness_.waiting_, coroutine, coroutine.promise().context())) return false;
        uv_poll_start(readiness_.poll_.get(), UV_READABLE, on_event);
        return true;
    }
    void await_resume() {
        uv_poll_stop(readiness_.poll_.get());
        finish_wait();
    }

  private:
    Readiness& readiness_;
};

inline Readiness::Wait Readiness::wait() {
    return Wait(*this);
}

}  // namespace async
