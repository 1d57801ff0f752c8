#include "game/web/request_check.h"

#include <string>

#include <doctest/doctest.h>

namespace tests {

using game::web::RequestCheck;

TEST_SUITE("RequestCheck") {
    TEST_CASE("Host must name the address or this machine itself, and the port") {
        const RequestCheck check({"192.168.1.5", "Box"}, 8080, false);
        for (const char* const host : {"192.168.1.5:8080", "box:8080", "BOX:8080", "localhost:8080",
                                       "127.0.0.1:8080", "[::1]:8080"}) {
            CAPTURE(host);
            CHECK(check.allows_host(host));
        }
        for (const char* const host :
             {"", ":8080", "box", "box:80", "box:", "box:8080:8080", "box:8080,box:8080",
              "box.evil.example:8080", "evil.example:8080", "192.168.1.6:8080", "[::2]:8080",
              "[::1:8080", "[::1]8080", "[::1]", "box:+8080", "box:08080 ", "box:99999"}) {
            CAPTURE(host);
            CHECK_FALSE(check.allows_host(host));
        }
    }

    TEST_CASE("port 80 may be left out") {
        const RequestCheck check({}, 80, false);
        CHECK(check.allows_host("localhost"));
        CHECK(check.allows_host("[::1]"));
        CHECK(check.allows_host("localhost:80"));
    }

    TEST_CASE("on all addresses, every address is allowed, but no name") {
        const RequestCheck check({"0.0.0.0", "box"}, 8080, true);
        for (const char* const host : {"10.1.2.3:8080", "[fe80::1]:8080", "box:8080"}) {
            CAPTURE(host);
            CHECK(check.allows_host(host));
        }
        for (const char* const host : {"10.1.2.3:80", "evil.example:8080", "10.1.2:8080",
                                       "10.1.2.3.nip.io:8080", "[10.1.2.3]:8080", "[box]x:8080"}) {
            CAPTURE(host);
            CHECK_FALSE(check.allows_host(host));
        }
    }

    TEST_CASE("Origin must be that of the page that Host serves") {
        const auto is_same = [](const char* origin, const char* host) {
            return RequestCheck::is_same_origin(origin, host);
        };
        CHECK(is_same("http://127.0.0.1:8080", "127.0.0.1:8080"));
        CHECK(is_same("http://LOCALHOST:8080", "localhost:8080"));
        CHECK(is_same("http://[::1]:8080", "[::1]:8080"));
        CHECK(is_same("http://localhost", "localhost:80"));
        CHECK_FALSE(is_same("http://localhost:8080", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("http://127.0.0.1:8081", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("https://127.0.0.1:8080", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("http://127.0.0.1:8080/", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("http://user@127.0.0.1:8080", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("null", "127.0.0.1:8080"));
        CHECK_FALSE(is_same("", "127.0.0.1:8080"));
    }
}

}  // namespace tests
