/// KeySeat: passes the moves of the person at the keyboard to the process of a seat.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/input.h"
#include "common/io/readiness.h"
#include "game/output/output.h"

#include <cstdint>
#include <optional>
#include <string>

namespace game {

/// Waits for the process of a seat (seat_process.h), and passes moves to it. What that
/// process is told is not looked at: the person sees the match on the screen. When it ends, another
/// one may come: its worker was restarted.
class KeySeat {
  public:
    /// Listens at the socket `name`. `loop` must outlive it. Throws std::system_error.
    KeySeat(async::Loop& loop, const std::string& name);

    /// Serves the seat until stopped.
    async::Task<void> run();

    /// Says a move, `N`, `E`, `S` or `W`. Returns whether there is a process to say it. The newest
    /// move that came before the first process is said by that one.
    bool move(char direction);

    /// The worker that plays, if it has said so.
    const std::optional<std::uint64_t>& worker() const { return worker_; }

  private:
    async::Task<void> serve();
    async::Task<void> read(async::TaskGroup& tasks);

    async::Loop& loop_;
    async::FileDescriptor listening_;
    async::Readiness arrivals_;
    async::FileDescriptor connection_;
    std::optional<Output> output_;  ///< to the process, while there is one
    std::optional<char> early_move_;
    bool has_been_served_ = false;  ///< a process was there
    std::optional<async::Input> input_;
    std::optional<std::uint64_t> worker_;
};

}  // namespace game
