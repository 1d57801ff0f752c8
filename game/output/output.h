/// This room writes bytes to descriptors that may be slow, shared or broken, and never makes the
/// event loop wait for them. Output is the buffer in front of one descriptor, ByteQueue its memory;
/// OutputFile is a file of ours with an Output. Begin here.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/io/read_buffer.h"
#include "common/io/readiness.h"
#include "game/output/byte_queue.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace game {

/// What an Output does when more waits for its descriptor than Output::high_water.
class Overflow {
  public:
    /// Pauses all readers of `readers`, which must outlive the Output, until half has been written:
    /// what they would read is then held in the kernel, and their writers wait.
    static Overflow pause(async::ReadBuffer& readers) { return {&readers, false}; }

    /// Drops further messages.
    static Overflow drop() { return {nullptr, true}; }

    /// Keeps everything: the caller waits with wait_for_room().
    static Overflow keep() { return {nullptr, false}; }

  private:
    friend class Output;
    Overflow(async::ReadBuffer* readers, bool drops) : readers_(readers), drops_(drops) {}

    async::ReadBuffer* readers_;  ///< may be null
    bool drops_;
};

/// A write buffer in front of a descriptor. `write` only appends; the task `run`, which the owner
/// starts, writes once at the end of a turn of the loop, or sooner when there is much. When
/// writing fails, everything that is left or comes later is dropped.
///
/// The descriptor's mode is never changed, since other processes may share it: a pipe or a terminal
/// is opened again, to get a mode of its own. If that is impossible, poll(2) decides when to write,
/// and little is written at once.
class Output {
  public:
    static constexpr std::size_t high_water = 256UL * 1024;

    /// `descriptor` stays the caller's and must stay open; `loop` must outlive this. A pipe gets
    /// more capacity.
    Output(async::Loop& loop, int descriptor, Overflow overflow);

    /// Appends the parts, which together must be whole lines.
    template <class... Parts>
    void write(const Parts&... parts) {
        if (failure_ || is_overfull()) return;
        pending_.append(parts...);
        if (idle_.has_waiters() || pending_.size() >= full_size) note_written();
    }

    /// Writes what is appended, as the descriptor takes it, until it is stopped.
    async::Task<void> run();

    /// Waits until nothing is left to write, or writing has failed.
    async::Task<void> wait_until_drained();

    /// Waits while more than `most` bytes are left to write. If it has to wait at all, it waits
    /// until much less is left.
    async::Task<void> wait_for_room(std::size_t most = high_water);

    /// Waits until writing fails, if it ever does, and returns why.
    async::Task<std::error_code> wait_for_failure();

    bool has_pending() const { return !pending_.empty(); }

    std::uint64_t bytes_written() const { return bytes_written_; }

    /// Writes all that is pending, and what comes later to `descriptor`. Both descriptors must be
    /// regular files, for which nobody has to wait; `descriptor` stays the caller's and must stay
    /// open. False if writing has failed: then there is no change.
    bool go_on_in(int descriptor);

    /// Stops writing, as if a write had failed with `error` (see errno(3)).
    void fail_with(int error);

    /// Why writing has failed, if it has.
    const std::optional<std::error_code>& failure() const { return failure_; }

  private:
    /// How much is gathered before it is written within a turn.
    static constexpr std::size_t full_size = 64UL * 1024;

    enum class Kind { pipe, socket, terminal, other };

    static Kind kind_of(int descriptor);
    bool is_overfull() const { return overflow_.drops_ && pending_.size() > high_water; }

    /// True if the descriptor is shared and blocking.
    bool may_block() const;
    std::size_t size_to_offer() const;
    ssize_t send(std::string_view bytes) const;
    void note_written();
    void write_pending();
    void resume_writers();

    Overflow overflow_;
    Kind kind_;
    async::FileDescriptor reopened_;            ///< of a pipe or a terminal, if that was possible
    int descriptor_;                            ///< that one, or the one that was given
    std::optional<async::Readiness> writable_;  ///< none for files, which are always ready
    bool has_paused_ = false;                   ///< the readers
    bool is_blocked_ = false;                   ///< the descriptor took less than it was offered
    ByteQueue pending_;                         ///< what is left to write
    std::uint64_t bytes_written_ = 0;
    std::optional<std::error_code> failure_;
    async::Condition idle_;     ///< waited for by `run` while nothing is pending
    async::Condition drained_;  ///< notified as `pending_` empties
    async::Condition failed_;
};

}  // namespace game
