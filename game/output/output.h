/// Output: what we write, in order, whole lines, without ever making the loop wait.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/io/read_buffer.h"
#include "common/io/readiness.h"
#include "game/output/byte_queue.h"
#include "game/output/pipe_capacity.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace game {

/// A buffer in front of a descriptor that may be slow, shared or broken. What is written in one
/// turn of the loop leaves with one system call at the turn's end, or sooner when it is much.
///
/// When the descriptor takes no more, the buffer holds back those who fill it: above a high-water
/// mark it pauses the readers of the workers, until it has drained.
///
/// The descriptor's mode is never changed, since others may share it: a pipe or a terminal is
/// opened again, to have a mode of our own.
class Output {
  public:
    /// How much may wait for the descriptor before the workers are held back.
    static constexpr std::size_t high_water = 256UL * 1024;

    /// `descriptor` stays the caller's, and must stay open; `workers`, whose readers are paused,
    /// and `loop` must outlive this. Without `workers`, what comes above the high-water mark is
    /// dropped.
    Output(async::Loop& loop, int descriptor, async::ReadBuffer* workers);

    /// Appends the parts, which together must be whole lines.
    template <class... Parts>
    void write(const Parts&... parts) {
        if (failure_ || is_overfull()) return;
        pending_.append(parts...);
        if (idle_.has_waiters() || pending_.size() >= full_size) note_written();
    }

    /// Writes what there is as the descriptor takes it, until asked to stop.
    async::Task<void> run();

    /// Waits until everything has been written, and a pipe has its former size again, or cannot
    /// have.
    async::Task<void> drained();

    /// Waits until no more than `most` bytes are to be written, or nothing can be; if it has to
    /// wait, then until much less is. By default, the high-water mark.
    async::Task<void> has_room(std::size_t most = high_water);

    /// Waits until writing fails, if ever. From then on everything is dropped.
    async::Task<std::error_code> failed();

    /// True if the reader has to take something before we can go on.
    bool is_behind() const { return !pending_.empty() || is_restoring_; }

    /// How many bytes have been written so far.
    std::uint64_t sent() const { return sent_; }

    /// Fails with `error`, as in errno, without trying on.
    void give_up(int error);

    /// Why writing has failed, if it has.
    const std::optional<std::error_code>& failure() const { return failure_; }

  private:
    /// How much is gathered before it is written within a turn.
    static constexpr std::size_t full_size = 64UL * 1024;

    enum class Kind { pipe, socket, terminal, other };

    static Kind kind_of(int descriptor);
    bool is_overfull() const { return workers_ == nullptr && pending_.size() > high_water; }

    /// True if its mode is not ours, so that a write may make us wait.
    bool may_wait() const;
    std::size_t sendable() const;
    ssize_t send(std::string_view bytes) const;
    void note_written();
    void write_pending();
    void let_go_on();

    async::ReadBuffer* workers_;  ///< may be null
    Kind kind_;
    async::FileDescriptor reopened_;  ///< if it is a pipe or a terminal, and could be opened again
    int descriptor_;                  ///< that, or the one that was given
    std::optional<LargerPipe> larger_pipe_;
    bool is_restoring_ = false;                 ///< the size of the pipe
    std::optional<async::Readiness> writable_;  ///< unless writing always waits, as to a file
    bool is_holding_ = false;                   ///< the workers
    bool blocked_ = false;                      ///< the descriptor took less than it was offered
    ByteQueue pending_;                         ///< yet to be written
    std::uint64_t sent_ = 0;
    std::optional<std::error_code> failure_;
    async::Condition idle_;      ///< `run`, while there is nothing to write
    async::Condition draining_;  ///< those to be woken as the buffer empties
    async::Condition failing_;
};

}  // namespace game
