/// Control: commands from the clients of a Unix socket (game(1)).
#pragma once

#include "common/async/async.h"
#include "common/io/read_buffer.h"
#include "common/io/readiness.h"
#include "game/commands/command_queue.h"
#include "game/commands/control_socket.h"
#include "game/commands/event_feed.h"

#include <optional>

namespace game {

/// How much of a client's input is read at once: the size of the clients' buffer. What is read is
/// kept until its commands have been handled.
inline constexpr std::size_t largest_client_piece = 1024;

/// Serves many clients at once. Each sends the lines of the keyboard, or JSON, and reads the
/// answers; it can also subscribe to the events of the run. No client can delay another, or the
/// game: a client's commands are handled one after the other, and nothing more is read from a
/// client that does not read its answers.
///
/// The clients may use half of our descriptors (the hard limit of open files), two each; further
/// clients wait until one leaves.
class Control {
  public:
    /// All must outlive it, and `buffer`, which only the clients use, also the requests that are
    /// left in `commands`.
    Control(async::Loop& loop, const ControlSocket& socket, async::ReadBuffer& buffer,
            CommandQueue& commands, EventFeed& feed);

    /// Until it is closed or stopped. Then each client is still sent the answers that it has been
    /// given, and the events up to then, as long as it reads.
    async::Task<void> run();

    /// Ends `run`, and waits for its end.
    async::Task<void> close();

  private:
    async::FileDescriptor accept() const;
    async::Task<void> accept_clients();
    async::Task<void> serve(async::FileDescriptor connection);

    async::Loop& loop_;
    const ControlSocket& socket_;
    CommandQueue& commands_;
    EventFeed& feed_;
    async::ReadBuffer& buffer_;
    async::Readiness acceptable_;
    async::Semaphore permits_;  ///< one for each client that may be connected
    std::optional<async::TaskGroup> clients_;
    bool is_closing_ = false;
    bool has_closed_ = false;
    async::Condition closed_;
};

}  // namespace game
