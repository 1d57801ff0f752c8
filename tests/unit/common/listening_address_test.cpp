#include "common/listening_address.h"

#include <stdexcept>
#include <string>
#include <system_error>

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

using common::listen_at;
using common::read_listening_address;

namespace {

/// True if somebody can connect to that port of the loopback address.
bool can_connect(std::uint16_t port) {
    const async::FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

}  // namespace

TEST_CASE("a listening address is a port, with an address before it or not") {
    CHECK(read_listening_address("8080").text() == "127.0.0.1:8080");
    CHECK(read_listening_address("0").text() == "127.0.0.1:0");
    CHECK(read_listening_address("0.0.0.0:65535").text() == "0.0.0.0:65535");
    CHECK(read_listening_address("localhost:1").text() == "localhost:1");
    CHECK(read_listening_address("[::1]:8080").host == "::1");
    CHECK(read_listening_address("[::1]:8080").text() == "[::1]:8080");
    for (const char* const wrong : {"", "x", "-1", "65536", ":80", "1:", "::1", "::1:80", "[]:80",
                                    "[1.2.3.4]:80", "80 ", "1.2.3.4", "http://a:80"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(read_listening_address(wrong), std::invalid_argument);
    }
}

TEST_CASE("a free port is picked, and taken then") {
    const async::FileDescriptor socket = listen_at(read_listening_address("0"));
    const common::ListeningAddress address = common::reachable_address(socket.get());
    CHECK(address.host == "127.0.0.1");
    CHECK(can_connect(address.port));
    const auto listen_again = [&] { return listen_at(address); };
    CHECK_THROWS_WITH_AS(listen_again(), "Address already in use", std::system_error);
}

TEST_CASE("what listens everywhere is reached at the loopback address") {
    const async::FileDescriptor socket = listen_at(read_listening_address("0.0.0.0:0"));
    const common::ListeningAddress address = common::reachable_address(socket.get());
    CHECK(address.host == "127.0.0.1");
    CHECK(can_connect(address.port));
}

TEST_CASE("an address that is not ours, or does not exist, is an error") {
    const auto listen_far = [] { return listen_at({"192.0.2.1", 0}); };
    CHECK_THROWS_WITH_AS(listen_far(), "Cannot assign requested address", std::system_error);
    const auto listen_nowhere = [] { return listen_at({"no such host", 0}); };
    CHECK_THROWS_AS(listen_nowhere(), std::system_error);
}
