/// game-web: people who join at /play. The test is `game`, and the processes of the seats.
#include "tests/end_to_end/web_server.h"

#include <memory>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

const std::string hello_message = R"({"type":"hello","you":{"worker":7,"players":["zoe"]}})";

/// An abstract name of a socket that no other test uses.
std::string unused_name() {
    static int number = 0;
    return "@game-web-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
}

/// A server with a socket for seats.
struct PlayServer {
    std::string socket = unused_name();
    WebServer server{{"--play", socket}};

    /// Answers the next request to join with the worker. `name` is what it must ask for.
    void grant(const std::string& name, int worker) {
        const std::string start = R"({"join":)";
        const std::string line = server.output_line();
        REQUIRE(line.substr(0, start.size()) == start);
        const int join = std::stoi(line.substr(start.size()));
        REQUIRE(line == start + std::to_string(join) + R"(,"name":")" + name + "\"}");
        server.tell(R"({"event":"seat","join":)" + std::to_string(join) + R"(,"worker":)" +
                    std::to_string(worker) + "}");
        // The seat's process starts after this, so the answer has been read by then.
        server.tell(R"({"t":1,"event":"start","worker":)" + std::to_string(worker) + "}");
        wait_until("the worker is known", [&] {
            const std::string state = fetch(server.port(), "/state.json").body;
            return state.find(R"("start","worker":)" + std::to_string(worker) + "}") !=
                   std::string::npos;
        });
    }

    /// The process of the worker.
    std::unique_ptr<Connection> seat(int worker) const {
        auto seat = std::make_unique<Connection>(socket);
        seat->send(std::to_string(worker) + "\n");
        return seat;
    }
};

}  // namespace

TEST_SUITE("players of game-web") {
    TEST_CASE("messages go both ways, each as one line") {
        PlayServer play;
        CHECK(fetch(play.server.port(), "/play").status == 200);
        WebSocket zoe(play.server.port(), "/play?name=zoe");
        REQUIRE(zoe.status() == 101);
        zoe.send(R"({"ready":true})");
        play.grant("zoe", 7);
        const auto seat = play.seat(7);
        CHECK(seat->take_until("\n") == R"({"ready":true})");
        seat->send(hello_message + "\n" + R"({"type":"turn","turn":1,"state":"<b>"})" + "\n");
        CHECK(zoe.text() == hello_message);
        CHECK(zoe.text() == R"({"type":"turn","turn":1,"state":"<b>"})");
        zoe.send(R"({"move":"N"})");
        CHECK(seat->take_until("\n") == R"({"move":"N"})");
        zoe.send("E\n");
        CHECK(seat->take_until("\n") == "E");
        zoe.send("");
        CHECK(seat->take_until("\n").empty());
        seat->send(R"({"type":"end","reason":"one left"})"
                   "\n");
        CHECK(zoe.text() == R"({"type":"end","reason":"one left"})");
        play.server.tell(R"({"t":9,"event":"end"})");
        CHECK(play.server.end() == exited(0));
        CHECK(zoe.receive().code == 1000);
        seat->wait_for_end();
    }

    TEST_CASE("names in any language arrive whole, and what is no name is refused") {
        PlayServer play;
        WebSocket player(play.server.port(), "/play?name=%22Zo%C3%AB%22");
        play.grant(R"(\"Zoë\")", 7);
        for (const char* const query :
             {"", "?name=", "?name=two%20words", "?name=a+b", "?name=%1b", "?name=%ff",
              "?name=a%E2%80%AEb", "?name=a%C2%A0b", "?key=zoe",
              "?name=0123456789012345678901234567890123456789012345678901234567890123x"}) {
            CAPTURE(query);
            WebSocket refused(play.server.port(), std::string("/play") + query);
            const WebSocket::Message message = refused.receive();
            CHECK(message.code == 1008);
            CHECK(message.text == "a name is one word of at most 64 bytes");
        }
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("game can refuse, with a reason") {
        PlayServer play;
        WebSocket zoe(play.server.port(), "/play?name=zoe");
        CHECK(play.server.output_line() == R"({"join":1,"name":"zoe"})");
        play.server.tell(R"({"event":"seat","join":1,"refused":"the match is over"})");
        const WebSocket::Message message = zoe.receive();
        CHECK(message.code == 1008);
        CHECK(message.text == "the match is over");
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("a name that is taken, and a second tab with the same key") {
        PlayServer play;
        WebSocket zoe(play.server.port(), "/play?name=zoe&key=secret");
        play.grant("zoe", 7);
        const auto seat = play.seat(7);
        seat->send(hello_message + "\n" + R"({"type":"turn","turn":1})" + "\n");
        zoe.text();
        zoe.text();
        for (const char* const query : {"?name=zoe", "?name=zoe&key=", "?name=zoe&key=Secret"}) {
            CAPTURE(query);
            WebSocket other(play.server.port(), std::string("/play") + query);
            const WebSocket::Message message = other.receive();
            CHECK(message.code == 1008);
            CHECK(message.text == "the name zoe is taken");
        }
        WebSocket tab(play.server.port(), "/play?key=secret&name=zoe");
        CHECK(tab.text() == hello_message);
        CHECK(tab.text() == R"({"type":"turn","turn":1})");
        const WebSocket::Message message = zoe.receive();
        CHECK(message.code == 1008);
        CHECK(message.text == "you play in another tab");
        tab.send("N");
        CHECK(seat->take_until("\n") == "N");
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("who comes back in time goes on") {
        PlayServer play;
        {
            WebSocket zoe(play.server.port(), "/play?name=zoe&key=k");
            play.grant("zoe", 7);
        }
        const auto seat = play.seat(7);
        seat->send(hello_message + "\n" + R"({"type":"turn","turn":1})" + "\n" +
                   R"({"type":"out","player":"zoe"})" + "\n" + R"({"type":"turn","turn":2})" +
                   "\n");
        WebSocket zoe(play.server.port(), "/play?name=zoe&key=k");
        std::string last = zoe.text();
        CHECK(last == hello_message);
        while (last != R"({"type":"turn","turn":2})")
            last = zoe.text();
        zoe.send("W");
        CHECK(seat->take_until("\n") == "W");
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("who does not come back leaves, and the name is free") {
        PlayServer play;
        {
            WebSocket zoe(play.server.port(), "/play?name=zoe&key=k");
            play.grant("zoe", 7);
        }
        const auto seat = play.seat(7);
        seat->wait_for_end();  // after 10 s
        WebSocket another(play.server.port(), "/play?name=zoe");
        play.grant("zoe", 8);
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("a seat whose process ends, in the match and after it") {
        PlayServer play;
        WebSocket zoe(play.server.port(), "/play?name=zoe");
        play.grant("zoe", 7);
        play.seat(7);
        WebSocket::Message message = zoe.receive();
        CHECK(message.code == 1001);
        CHECK(message.text == "your player is no longer in the match");

        WebSocket ben(play.server.port(), "/play?name=ben");
        play.grant("ben", 8);
        play.seat(8)->send(R"({"type":"end"})"
                           "\n");
        CHECK(ben.text() == R"({"type":"end"})");
        message = ben.receive();
        CHECK(message.code == 1000);
        CHECK(message.text == "the match is over");
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("strangers at the socket of seats are turned away") {
        PlayServer play;
        for (const char* const first : {"7\n", "zoe\n", "\n", "-1\n", "99999999999999999999\n"}) {
            CAPTURE(first);
            Connection stranger(play.socket);
            stranger.send(first);
            stranger.wait_for_end();
        }
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("messages that are too long, binary, or several lines") {
        PlayServer play;
        const auto code_after = [&](const std::string& name, unsigned char start,
                                    const std::string& payload) {
            WebSocket player(play.server.port(), "/play?name=" + name);
            play.server.output_line();
            player.send_frame(start, payload);
            return player.receive().code;
        };
        CHECK(code_after("long", 0x81, std::string(4097, ' ')) == 1009);
        CHECK(code_after("binary", 0x82, "N") == 1003);
        CHECK(code_after("lines", 0x81, "N\nE") == 1008);
        CHECK(play.server.end() == exited(0));
    }

    TEST_CASE("a player that does not read is sent the newest turn") {
        PlayServer play;
        WebSocket zoe(play.server.port(), "/play?name=zoe", {}, 4096);
        play.grant("zoe", 7);
        const auto seat = play.seat(7);
        const std::string state(200'000, 'x');
        constexpr int turns = 100;
        for (int turn = 1; turn <= turns; ++turn) {
            seat->send(R"({"type":"turn","turn":)" + std::to_string(turn) + R"(,"state":")" +
                       state + "\"}\n");
        }
        seat->send(R"({"type":"out","player":"zoe"})"
                   "\n");
        int received = 0;
        std::string last;
        for (std::string text; text != R"({"type":"out","player":"zoe"})"; ++received) {
            last = std::exchange(text, zoe.text());
            if (text.starts_with(R"({"type":"turn")")) CHECK(text.ends_with("x\"}"));
        }
        CHECK(last.starts_with(R"({"type":"turn","turn":100,)"));
        CHECK(received < turns);
        CHECK(play.server.end() == exited(0));
    }
}

}  // namespace tests
