/// ControlSocket: where the clients of `--control` find us.
#pragma once

#include "common/io/file_descriptor.h"

#include <filesystem>
#include <optional>

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

/// The socket at `path`, if there is to be one. Waits while another game takes its place there; a
/// stop signal that comes meanwhile ends us. From then on the stop signals are held back, socket or
/// not (see stop_signals.h): it shall not be left behind. Throws as ControlSocket does.
std::optional<ControlSocket> take_control_socket(const std::optional<std::filesystem::path>& path);

}  // namespace game
