/// Sockets that wait for connections.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/web/listen_address.h"

#include <string>
#include <vector>

namespace game::web {

struct ListeningSocket {
    async::FileDescriptor socket;  ///< non-blocking
    ListenAddress address;         ///< the IP address and the port that it really has
    bool is_any_address = false;   ///< 0.0.0.0 or ::
};

/// Listens on a TCP port. Throws common::UsageError if that fails.
ListeningSocket listen_on(const ListenAddress& address);

/// Listens on a Unix socket, which must not exist yet. Throws as above.
async::FileDescriptor listen_on_path(const std::string& path);

/// The name of this machine; empty if it has none.
std::string machine_name();

}  // namespace game::web
