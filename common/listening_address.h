/// Listening for TCP connections at an address that people write.
#pragma once

#include "common/io/file_descriptor.h"

#include <cstdint>
#include <string>

namespace common {

/// Where a server listens.
struct ListeningAddress {
    std::string host = "127.0.0.1";  ///< a name or a literal address, without brackets
    std::uint16_t port = 0;          ///< 0: a free one is picked

    /// As it is written: `127.0.0.1:8080`, `[::1]:8080`.
    std::string text() const;
};

/// Reads `[ADDRESS:]PORT`: `8080`, `0.0.0.0:8080`, `[::1]:0`, `localhost:8080`. Throws
/// std::invalid_argument, whose message says what is expected.
ListeningAddress read_listening_address(const std::string& text);

/// A non-blocking socket that listens there. Throws std::system_error; its message is the reason
/// alone.
async::FileDescriptor listen_at(const ListeningAddress& address);

/// The address of a socket of `listen_at`, with the port that was picked. What it listens at on all
/// interfaces is reached at the loopback address, which `host` is then.
ListeningAddress reachable_address(int socket);

/// True if such a socket listens on all interfaces.
bool is_everywhere(int socket);

}  // namespace common
