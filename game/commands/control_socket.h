/// ControlSocket: the address of `--control`, where clients find the game.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/commands/control_access.h"

#include <filesystem>

#include <sys/types.h>

namespace game {

/// A listening Unix socket in the file system. The destructor removes it, unless something else has
/// taken its place.
///
/// The socket is made, and listens, under a private name in the same folder, and then moves to its
/// path in one step. So a socket at the path on which nobody listens is always a stale one; and at
/// no moment more people can connect than `access` allows.
class ControlSocket {
  public:
    /// Replaces a stale socket at `path`. If several games start at once, one of them gets the
    /// path. Throws common::UsageError if `path` is something else than a socket, or the socket
    /// cannot be given to the group; std::system_error if there can be no socket, with EADDRINUSE
    /// if somebody listens there.
    ///
    /// Hold the stop signals back while this is called and lives (stop_signals.h): one that ends
    /// the process would leave the socket behind.
    explicit ControlSocket(const std::filesystem::path& path, const ControlAccess& access = {});
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

}  // namespace game
