/// Control: commands from a Unix socket (game(1)).
#pragma once

#include "common/async/async.h"
#include "common/io/readiness.h"
#include "game/commands/command_queue.h"
#include "game/commands/control_socket.h"

namespace game {

/// How much of what a client sends is taken at once, to be kept until its commands have been dealt
/// with: the size of their buffer.
inline constexpr std::size_t largest_client_piece = 1024;

/// Many clients, up to a quarter of our limit of open files, which is the hard limit; more of them
/// wait until one leaves. Each sends the lines of the keyboard and reads the answers. What
/// one does, or does not do, is felt by nobody else: each waits for itself, and from one who does
/// not read nothing more is taken.
class Control {
  public:
    /// All must outlive it, and `buffer`, for the clients alone, whatever is left in `commands`.
    Control(async::Loop& loop, const ControlSocket& socket, async::ReadBuffer& buffer,
            CommandQueue& commands);

    /// Until it is stopped.
    async::Task<void> run();

  private:
    class Client;

    async::FileDescriptor accept() const;
    async::Task<void> serve(async::FileDescriptor connection);
    async::Task<void> converse(async::FileDescriptor connection);

    async::Loop& loop_;
    const ControlSocket& socket_;
    CommandQueue& commands_;
    async::ReadBuffer& buffer_;
    async::Readiness acceptable_;
    async::Semaphore permits_;  ///< so that clients leave descriptors for workers
};

}  // namespace game
