/// Control: commands from the clients of a Unix socket (game(1)).
#pragma once

#include "common/async/async.h"
#include "common/io/read_buffer.h"
#include "common/io/readiness.h"
#include "game/commands/command_queue.h"
#include "game/commands/control_socket.h"

#include <memory>

namespace game {

/// How much of a client's input is read at once: the size of the clients' buffer. What is read is
/// kept until its commands have been handled.
inline constexpr std::size_t largest_client_piece = 1024;

/// Serves many clients at once. Each sends the lines of the keyboard and reads the answers. No
/// client can delay another, or the game: a client's commands are handled one after the other, and
/// nothing more is read from a client that does not read its answers.
///
/// The clients may use half of our descriptors (the hard limit of open files), two each; further
/// clients wait until one leaves.
class Control {
  public:
    /// All must outlive it, and `buffer`, which only the clients use, also the requests that are
    /// left in `commands`.
    Control(async::Loop& loop, const ControlSocket& socket, async::ReadBuffer& buffer,
            CommandQueue& commands);

    /// Until it is stopped. Then each client is still sent the answers that it has been given, as
    /// long as it reads: no answer is cut.
    async::Task<void> run();

  private:
    struct Client;

    async::FileDescriptor accept() const;
    async::Task<void> accept_clients(async::TaskGroup& clients);
    async::Task<void> serve(async::FileDescriptor connection);
    async::Task<void> talk(Client& client, async::TaskContext stoppable,
                           async::TaskGroup& connection);
    async::Task<void> handle_requests(Client& client, async::TaskGroup& talking);

    async::Loop& loop_;
    const ControlSocket& socket_;
    CommandQueue& commands_;
    async::ReadBuffer& buffer_;
    async::Readiness acceptable_;
    async::Semaphore permits_;  ///< one for each client that may be connected
};

}  // namespace game
