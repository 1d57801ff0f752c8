/// Readiness: waiting until a descriptor that others use as well can be read or written.
#pragma once

#include "common/async/loop.h"
#include "common/async/waiter.h"
#include "common/io/file_descriptor.h"
#include "common/io/poll_watch.h"

#include <optional>

namespace async {

/// What a descriptor is watched for.
enum class Direction { read, write };

/// Reports when a descriptor that is shared with other processes can be read, or written, without
/// waiting.
///
/// libuv makes every descriptor that it watches non-blocking, for all that share it. So the
/// descriptor is put into an epoll instance of its own, and libuv watches that.
class Readiness {
  public:
    class Wait;

    /// `descriptor` must stay open for as long as something waits, and `loop` live for as long as
    /// this does. Throws
    /// std::system_error; EPERM means that the descriptor, a regular file for example, is always
    /// ready.
    Readiness(Loop& loop, int descriptor, Direction direction);

    /// `co_await readiness.wait()` waits until it is ready, or is hung up or broken, which the next
    /// read or write will report. For one coroutine at a time.
    [[nodiscard]] Wait wait();

    /// Ends the wait, if there is one, although nothing may be ready: the descriptor is going to be
    /// closed.
    void wake();

  private:
    static void on_event(void* owner, const uv_poll_t& handle);

    FileDescriptor epoll_;
    std::optional<PollWatch> watch_;
    WaitList waiting_;
};

/// What `wait` returns.
class [[nodiscard]] Readiness::Wait : public Waiter {
  public:
    explicit Wait(Readiness& readiness) : readiness_(readiness) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (!wait_in(readiness_.waiting_, coroutine, coroutine.promise().context())) return false;
        readiness_.watch_->start();
        return true;
    }
    void await_resume() {
        readiness_.watch_->stop();
        finish_wait();
    }

  private:
    Readiness& readiness_;
};

inline Readiness::Wait Readiness::wait() {
    return Wait(*this);
}

}  // namespace async
