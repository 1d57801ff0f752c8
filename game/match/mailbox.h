/// Mailbox: the messages for one worker, which may read slowly or not at all.
#pragma once

#include "common/async/task.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// A worker's standard input, as a Mailbox writes to it. A pipe is one; tests bring their own.
class MatchInput {
  public:
    /// A message in pieces, so that what all workers get need not be copied for each.
    using Parts = std::array<std::string_view, 3>;

    MatchInput() = default;
    MatchInput(const MatchInput&) = delete;
    MatchInput& operator=(const MatchInput&) = delete;
    virtual ~MatchInput() = default;

    /// Writes what there is room for, without waiting, and returns how many bytes that were;
    /// nothing if there is no reader any more.
    virtual std::optional<std::size_t> write(const Parts& parts) = 0;

    /// Waits until there is room, or no reader.
    virtual async::Task<void> wait_for_room() = 0;

    /// The worker reads the end of its input. Ends a `wait_for_room`.
    virtual void close() = 0;
};

/// Writes messages and never waits. For a worker that does not read, it keeps one message that is
/// partly written, the newest turn, and as many other messages as fit into a little memory.
/// Passive: its owner calls `flush` when there may be room.
class Mailbox {
  public:
    /// `input` must outlive it.
    explicit Mailbox(MatchInput& input) : input_(input) {}

    /// A message that is no turn: hello, out. With its newline. It is kept for a worker that does
    /// not read, unless there are too many of them.
    void post(std::string_view message);

    /// Drops the turn that waits to be written, if one does, and returns its number. To be called
    /// before a new one is posted.
    std::optional<std::uint64_t> drop_turn();

    /// How many turns have been dropped since one was written.
    std::uint64_t skipped() const { return skipped_; }

    /// The message of a turn.
    void post_turn(std::uint64_t turn, const MatchInput::Parts& parts);

    /// The last message. The input is closed when it has been written.
    void post_last(std::string_view message);

    /// Closes the input, whatever is left to write.
    void close();

    /// Writes what there is room for.
    void flush();

    /// True if the newest turn has not been written, not even in part.
    bool has_waiting_turn() const { return !turn_.empty(); }

    /// True if something waits for room.
    bool is_blocked() const { return !is_closed_ && has_pending(); }

    /// True if nobody will read anything any more.
    bool is_closed() const { return is_closed_; }

    MatchInput& input() { return input_; }

  private:
    bool has_pending() const { return !pending_.empty() || !turn_.empty(); }
    std::size_t write(const MatchInput::Parts& parts);
    void keep(std::string_view message);

    MatchInput& input_;
    std::string pending_;     ///< what comes first: the rest of a message, and those behind it
    std::string turn_;        ///< the newest turn, if no part of it has been written
    std::string after_turn_;  ///< messages that were posted after `turn_`
    std::size_t kept_ = 0;    ///< bytes of messages that had to wait, until nothing waits
    std::uint64_t turn_number_ = 0;
    std::uint64_t skipped_ = 0;
    bool is_last_posted_ = false;
    bool is_closed_ = false;
};

}  // namespace game
