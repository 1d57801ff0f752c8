/// game-web: strangers, rude clients, and too much of everything.
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/web_server.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace tests {

namespace {

/// True if the connection is closed without having been sent a response with 2xx or 101.
bool is_refused(Connection& connection) {
    connection.wait_for_end();
    const std::string& received = connection.received();
    CAPTURE(received);
    const bool is_error = received.starts_with("HTTP/1.") && received.substr(8, 2) == " 4";
    CHECK((received.empty() || is_error));
    return received.empty() || is_error;
}

/// Whether the server still does its work.
void check_health(WebServer& server) {
    WebSocket spectator(server.port(), "/watch");
    CHECK(hello(spectator).find(R"("scenario")") != std::string::npos);
}

/// So many descriptors for this process; false if that is not allowed.
bool raise_descriptor_limit(rlim_t wanted) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= wanted) return true;
    limit.rlim_cur = wanted;
    limit.rlim_max = std::max(limit.rlim_max, wanted);
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/// The number in `"key":…` of a message; -1 if it has none.
long number_in(const std::string& message, const std::string& key) {
    const std::size_t place = message.find("\"" + key + "\":");
    if (place == std::string::npos) return -1;
    return std::stol(message.substr(place + key.size() + 3));
}

std::string turn_event(int number, const std::string& state) {
    return R"({"t":1,"event":"turn","turn":)" + std::to_string(number) + R"(,"state":")" + state +
           "\"}";
}

}  // namespace

TEST_SUITE("strangers at game-web") {
    TEST_CASE("a foreign Host is refused, so names of others cannot be bound to this server") {
        WebServer server;
        server.begin();
        const std::string port = std::to_string(server.port());
        for (const std::string& host :
             {std::string("evil.example"), "evil.example:" + port, std::string("127.0.0.1"),
              std::string("127.0.0.1:1"), "localhost.evil.example:" + port,
              "127.0.0.1:" + port + "x", "127.0.0.1.nip.io:" + port, "10.0.0.1:" + port,
              "0.0.0.0:" + port, std::string(":")}) {
            CAPTURE(host);
            CHECK(fetch(server.port(), "/", {{"Host", host}}).status == 403);
            CHECK(fetch(server.port(), "/state.json", {{"Host", host}}).status == 403);
            CHECK(WebSocket(server.port(), "/watch", {{"Host", host}}).status() == 403);
        }
        for (const std::string& host :
             {"localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port}) {
            CAPTURE(host);
            CHECK(fetch(server.port(), "/", {{"Host", host}}).status == 200);
        }
        Connection without(server.port());
        without.send("GET / HTTP/1.1\r\n\r\n");
        CHECK(is_refused(without));
        check_health(server);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("a foreign Origin is refused") {
        WebServer server;
        server.begin();
        const std::string port = std::to_string(server.port());
        for (const std::string& origin :
             {std::string("http://evil.example"), std::string("null"),
              std::string("http://127.0.0.1"), "https://127.0.0.1:" + port,
              "http://localhost:" + port, "http://127.0.0.1:" + port + ".evil.example",
              std::string("file://")}) {
            CAPTURE(origin);
            CHECK(WebSocket(server.port(), "/watch", {{"Origin", origin}}).status() == 403);
            CHECK(fetch(server.port(), "/state.json", {{"Origin", origin}}).status == 403);
        }
        const Headers own{{"Origin", "http://127.0.0.1:" + port}};
        CHECK(WebSocket(server.port(), "/watch", own).status() == 101);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("garbage, other protocols and headers without end are refused") {
        WebServer server;
        server.begin();
        const std::string start = request_text(server.port(), "GET", "/");
        const std::string long_header = start.substr(0, start.size() - 2) + "X-Long: ";
        for (const std::string& request :
             {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) +
                  std::string(500, '\0'),
              std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), std::string("\r\n\r\n\r\n\r\n"),
              std::string("GET /\r\n\r\n"), std::string("CONNECT evil.example:80 HTTP/1.1\r\n\r\n"),
              long_header + std::string(9000, 'x') + "\r\n\r\n",
              std::string("GET /%00 HTTP/1.1\r\n\r\n"), std::string("GET /%zz HTTP/1.1\r\n\r\n")}) {
            CAPTURE(request.substr(0, 40));
            Connection connection(server.port());
            connection.send(request);
            CHECK(is_refused(connection));
        }
        const Headers h2c{{"Upgrade", "h2c"}, {"Connection", "Upgrade"}, {"HTTP2-Settings", ""}};
        CHECK(fetch(server.port(), "/", h2c).status == 400);
        check_health(server);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("a header that comes slowly is not waited for longer than 10 s") {
        WebServer server;
        server.begin();
        Connection silent(server.port());
        Connection slow(server.port());
        slow.send("GET / HTTP/1.1\r\n");
        slow.send("Host: ");
        CHECK(is_refused(silent));
        CHECK(is_refused(slow));
        check_health(server);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("a message of a spectator has no effect, and one over 4 KiB ends it") {
        WebServer server;
        server.begin();
        WebSocket spectator(server.port(), "/watch");
        hello(spectator);
        spectator.send("quit");
        spectator.send(std::string(4096, 'x'));
        server.tell(turn_event(1, ""));
        CHECK(number_in(spectator.text(), "turn") == 1);
        spectator.send(std::string(4097, 'x'));
        CHECK(spectator.receive().code == 1009);

        WebSocket in_parts(server.port(), "/watch");
        hello(in_parts);
        in_parts.send_frame(0x01, std::string(4000, 'x'));
        in_parts.send_frame(0x80, std::string(97, 'x'));
        CHECK(in_parts.receive().code == 1009);

        WebSocket announcing(server.port(), "/watch");
        hello(announcing);
        announcing.connection().send(
            std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff mask", 14) + "x");
        CHECK(announcing.receive().code == 1009);
        check_health(server);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("frames that are none end the connection") {
        WebServer server;
        server.begin();
        std::vector<std::unique_ptr<WebSocket>> spectators;
        for (const std::string& bytes : {std::string(1000, '\xff'), std::string("\x83\x80mask", 6),
                                         std::string("\x89\xfe\x01\x00mask", 8)}) {
            spectators.push_back(std::make_unique<WebSocket>(server.port(), "/watch"));
            spectators.back()->connection().send(bytes);
        }
        spectators.push_back(std::make_unique<WebSocket>(server.port(), "/watch"));
        spectators.back()->send("\xff\xfe");  // no UTF-8
        for (const auto& spectator : spectators)
            spectator->connection().wait_for_end();
        check_health(server);
        CHECK(server.end() == exited(0));
    }
}

TEST_SUITE("too much for game-web") {
    TEST_CASE("clients above the limit are told so, and there is room again later") {
        WebServer server({"--clients", "3"});
        server.begin();
        std::vector<std::unique_ptr<WebSocket>> spectators;
        // The connections of `begin` may still be there.
        wait_until("three spectators are in", [&] {
            auto spectator = std::make_unique<WebSocket>(server.port(), "/watch");
            if (spectator->status() == 101) spectators.push_back(std::move(spectator));
            return spectators.size() == 3;
        });
        CHECK(WebSocket(server.port(), "/watch").status() == 503);
        CHECK(fetch(server.port(), "/").status == 503);
        spectators.pop_back();
        wait_until("there is room again", [&] { return fetch(server.port(), "/").status == 200; });
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("a thousand spectators get every turn, and cost little memory") {
        constexpr int count = 1000;
        if (!raise_descriptor_limit(count + 200)) {
            skip("so many descriptors are not allowed");
            return;
        }
        WebServer server;
        server.begin();
        std::vector<std::unique_ptr<WebSocket>> spectators;
        {
            WebSocket first(server.port(), "/watch");
        }
        const long before = server.resident_kib();
        for (int i = 0; i < count; ++i) {
            spectators.push_back(std::make_unique<WebSocket>(server.port(), "/watch"));
            hello(*spectators.back());
        }
        const long kib = server.resident_kib() - before;
        CAPTURE(kib);
        if (!sanitized) CHECK(kib < 16L * count);
        constexpr int turns = 10;
        for (int turn = 1; turn <= turns; ++turn)
            server.tell(turn_event(turn, std::string(2000, 's')));
        for (const auto& spectator : spectators) {
            for (int turn = 1; turn <= turns; ++turn)
                REQUIRE(number_in(spectator->text(), "turn") == turn);
        }
        server.program().close_input();
        for (const auto& spectator : spectators)
            REQUIRE(spectator->receive().code == 1000);
        CHECK(server.program().wait_for_end() == exited(0));
    }

    TEST_CASE("a spectator that never reads does not keep the end waiting") {
        WebServer server;
        server.begin();
        WebSocket silent(server.port(), "/watch", {}, 4096);
        for (int turn = 1; turn <= 20; ++turn)
            server.tell(turn_event(turn, std::string(100'000, 's')));
        check_health(server);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE(
        "a flood with slow spectators: bounded memory, whole turns, and a sum that is right") {
        WebServer server;
        server.begin();
        WebSocket silent(server.port(), "/watch", {}, 4096);
        WebSocket slow(server.port(), "/watch", {}, 4096);
        hello(slow);
        const std::string state(20'000, 's');
        const std::string line = R"({"t":1,"event":"line","worker":1,"stream":"stdout","text":")" +
                                 std::string(100, 'l') + "\"}\n";
        constexpr int turns = sanitized ? 500 : 5000;
        constexpr int lines_per_turn = 100;
        long events = 0;
        long counted = 0;
        int newest = 0;
        const auto take_one = [&] {
            const std::string message = slow.text();
            const long skipped = number_in(message, "events");
            counted += skipped < 0 ? 1 : skipped;
            if (message.find(R"("event":"turn")") == std::string::npos) return;
            REQUIRE(message.size() > state.size());
            REQUIRE(message.ends_with("s\"}"));
            REQUIRE(number_in(message, "turn") > newest);
            newest = static_cast<int>(number_in(message, "turn"));
        };
        for (int turn = 1; turn <= turns; ++turn) {
            std::string batch = turn_event(turn, state) + "\n";
            for (int i = 0; i < lines_per_turn; ++i)
                batch += line;
            server.program().type(batch);
            events += 1 + lines_per_turn;
            if (turn % 50 == 0) take_one();
        }
        server.tell(R"({"t":9,"event":"end"})");
        ++events;
        const long kib = server.resident_kib();
        CAPTURE(kib);
        if (!sanitized) CHECK(kib < 160L << 10);
        while (counted < events)
            take_one();
        CHECK(counted == events);
        CHECK(newest == turns);
        CHECK(server.end() == exited(0));
    }
}

}  // namespace tests
