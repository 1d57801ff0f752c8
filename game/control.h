/// Control: commands from a Unix socket (SPEC section 5).
#pragma once

#include "common/async/async.h"
#include "common/async/readiness.h"
#include "game/command_request.h"

#include <filesystem>
#include <memory>

#include <sys/types.h>

namespace game {

/// A listening Unix socket in the file system, mode 0600, that only its owner can reach. Removed
/// when it goes, unless it has been replaced.
class ControlSocket {
  public:
    /// Takes the place of a socket that nobody listens on any more. Throws std::system_error;
    /// EADDRINUSE if somebody does, or if the path is something else than a socket.
    explicit ControlSocket(const std::filesystem::path& path);
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;
    ~ControlSocket();

    int descriptor() const { return socket_.get(); }

  private:
    std::filesystem::path path_;
    async::FileDescriptor socket_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

/// Many clients, up to a quarter of our limit of open files, which is the hard limit; more of them
/// wait until one leaves. Each sends the lines of the keyboard and reads the answers. What
/// one does, or does not do, is felt by nobody else: each waits for itself, and from one who does
/// not read nothing more is taken.
class Control {
  public:
    /// All must outlive it.
    Control(async::Loop& loop, const ControlSocket& socket, CommandQueue& commands);

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
    async::ReadBuffer buffer_;  ///< the clients'
    async::Readiness acceptable_;
    async::Semaphore permits_;  ///< so that clients leave descriptors for workers
};

}  // namespace game
