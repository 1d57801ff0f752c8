/// PollWatch: a descriptor in the loop's epoll instance, where to watch it again cannot fail.
#pragma once

#include "common/async/handle.h"
#include "common/async/loop.h"

#include <uv.h>

namespace async {

/// Calls back in every turn in which a descriptor is readable, between `start` and `stop`. Owned by
/// what reads the descriptor.
///
/// libuv takes a descriptor that is not watched for a while out of its epoll instance, and puts it
/// back later; when the kernel refuses that (ENOSPC: fs.epoll.max_user_watches; ENOMEM), libuv
/// aborts the program. So this puts the descriptor in once, when it is made, and leaves it there:
/// `start` and `stop` only change the events that it is watched for, which takes no memory.
class PollWatch {
  public:
    /// Called with the owner. The watch has been destroyed meanwhile if `handle.data` is null.
    using Callback = void (*)(void* owner, const uv_poll_t& handle);

    /// Not started yet. `loop` and `descriptor`, which becomes non-blocking, must outlive it.
    /// Throws std::system_error.
    PollWatch(Loop& loop, int descriptor, Callback callback, void* owner);
    PollWatch(const PollWatch&) = delete;
    PollWatch& operator=(const PollWatch&) = delete;
    ~PollWatch() = default;

    void start() noexcept;
    void stop() noexcept;
    bool is_started() const { return is_started_; }

  private:
    static void on_event(uv_poll_t* handle, int status, int events);

    int add();
    void arm(bool is_armed) noexcept;

    int descriptor_;
    Callback callback_;
    void* owner_;
    Handle<uv_poll_t> poll_;
    bool is_started_ = false;
    bool is_armed_ = false;  ///< stays so after `stop` until an event comes: often none does
};

}  // namespace async
