#include "game/web/listen_address.h"

#include <stdexcept>

#include <doctest/doctest.h>

namespace tests {

using game::web::host_and_port;
using game::web::ListenAddress;
using game::web::parse_listen_address;

TEST_SUITE("ListenAddress") {
    TEST_CASE("a port, or an address and a port") {
        const auto check = [](const char* text, const char* host, int port) {
            CAPTURE(text);
            const ListenAddress address = parse_listen_address(text);
            CHECK(address.host == host);
            CHECK(address.port == port);
        };
        check("8080", "127.0.0.1", 8080);
        check("0", "127.0.0.1", 0);
        check("0.0.0.0:65535", "0.0.0.0", 65535);
        check("[::1]:0", "::1", 0);
        check("localhost:80", "localhost", 80);
    }

    TEST_CASE("anything else is refused, with what it was") {
        for (const char* const text : {"", ":", "x", "65536", "-1", "+1", " 1", "80x", ":80",
                                       "host:", "::1:80", "[]:80", "[::1]", "host:80:80"}) {
            CAPTURE(text);
            CHECK_THROWS_AS(parse_listen_address(text), std::invalid_argument);
        }
        CHECK_THROWS_WITH(parse_listen_address("::1:80"),
                          "'::1:80': an IPv6 address needs brackets, as in [::1]:8080");
    }

    TEST_CASE("as in an address of the web") {
        CHECK(host_and_port("127.0.0.1", 80) == "127.0.0.1:80");
        CHECK(host_and_port("::1", 80) == "[::1]:80");
    }
}

}  // namespace tests
