/// ListenAddress: where the server listens, as it stands on the command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace game::web {

struct ListenAddress {
    std::string host = "127.0.0.1";  ///< a name or an IP address, without brackets
    std::uint16_t port = 0;          ///< 0: any free one
};

/// Reads `8080`, `0.0.0.0:8080`, `[::1]:0` or `localhost:8080`. Throws std::invalid_argument with a
/// message for people.
ListenAddress parse_listen_address(std::string_view text);

/// `host:port` as in an address of the web: an IPv6 address has brackets.
std::string host_and_port(std::string_view host, std::uint16_t port);

}  // namespace game::web
