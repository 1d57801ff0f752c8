/// game-web: the page, the snapshot, and what spectators are sent.
#include "tests/end_to_end/web_server.h"
#include "tests/temporary_folder.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const std::string line_with_markup =
    R"({"t":1.5,"event":"line","worker":1,"stream":"stdout","text":"</script><img src=x onerror=alert(1)> \u001b[31m"})";

}  // namespace

TEST_SUITE("game-web") {
    TEST_CASE("the page and its files are served, with a strict policy") {
        WebServer server;
        const Response page = fetch(server.port(), "/");
        CHECK(page.status == 200);
        CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
        CHECK(page.header("Content-Security-Policy") == policy);
        CHECK(page.header("X-Content-Type-Options") == "nosniff");
        CHECK(page.header("Referrer-Policy") == "no-referrer");
        CHECK(page.header("Cache-Control") == "no-cache");
        CHECK(page.body.substr(0, 15) == "<!DOCTYPE html>");

        const Response script = fetch(server.port(), "/main.js");
        CHECK(script.status == 200);
        CHECK(script.header("Content-Type") == "text/javascript; charset=utf-8");
        CHECK(script.header("Content-Security-Policy") == policy);
        CHECK(fetch(server.port(), "/style.css").header("Content-Type") ==
              "text/css; charset=utf-8");
        CHECK(fetch(server.port(), "/icon.svg").header("Content-Type") ==
              "image/svg+xml; charset=utf-8");

        const Response again =
            fetch(server.port(), "/main.js", {{"If-None-Match", script.header("ETag")}});
        CHECK(again.status == 304);
        CHECK(again.body.empty());
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("several requests on one connection, and HEAD") {
        WebServer server;
        Connection connection(server.port());
        const std::string body = ask(connection, request_text(server.port(), "GET", "/")).body;
        const Response head = ask(connection, request_text(server.port(), "HEAD", "/"));
        CHECK(head.status == 200);
        CHECK(head.header("Content-Length") == std::to_string(body.size()));
        CHECK(ask(connection, request_text(server.port(), "GET", "/")).body == body);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("what is not there, and what is not allowed") {
        WebServer server;
        CHECK(fetch(server.port(), "/nothing").status == 404);
        CHECK(fetch(server.port(), "/../README.md").status == 404);
        CHECK(fetch(server.port(), "/README.md").status == 404);
        CHECK(fetch(server.port(), "/play").status == 404);
        CHECK(fetch(server.port(), "/watch").status == 426);
        const Response response = fetch(server.port(), "/", {{"Content-Length", "0"}}, "POST");
        CHECK(response.status == 405);
        CHECK(response.header("Allow") == "GET, HEAD");
        CHECK(fetch(server.port(), "/", {{"Content-Length", "3"}}).status == 413);
        CHECK(WebSocket(server.port(), "/play?name=zoe").status() == 404);
        CHECK(WebSocket(server.port(), "/").status() == 404);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("a spectator is sent what has happened, and then each event as it is") {
        WebServer server;
        server.begin();
        WebSocket spectator(server.port(), "/watch");
        REQUIRE(spectator.status() == 101);
        CHECK(
            hello(spectator) ==
            R"({"type":"hello","protocol":1,"live":true,"play":false,"events":[{"t":0,"event":"scenario","version":1}]})");
        server.tell(line_with_markup);
        CHECK(spectator.text() == line_with_markup);
        const std::string turn = R"({"t":2,"event":"turn","turn":1,"state":{"name":"<b>&amp;"}})";
        server.tell(turn);
        CHECK(spectator.text() == turn);

        WebSocket late(server.port(), "/watch");
        const std::string snapshot = hello(late);
        CHECK(snapshot.find(line_with_markup + "," + turn + "]}") != std::string::npos);
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("the state has what a script wants of it") {
        WebServer server;
        server.begin();
        for (const char* const line :
             {R"({"t":1,"event":"start","worker":1})", R"({"t":1,"event":"start","worker":2})",
              R"({"t":1,"event":"match","rules":"snake"})", R"({"t":2,"event":"turn","turn":1})",
              R"({"t":2,"event":"line","worker":1,"text":"x"})",
              R"({"t":3,"event":"turn","turn":2})", R"({"t":3,"event":"exit","worker":1})"})
            server.tell(line);
        const std::string expected =
            R"({"type":"hello","protocol":1,"live":true,"play":false,"events":[)"
            R"({"t":0,"event":"scenario","version":1},{"t":1,"event":"start","worker":2},)"
            R"({"t":1,"event":"match","rules":"snake"},{"t":3,"event":"turn","turn":2}]})"
            "\n";
        Response state;
        wait_until("the state has the last event", [&] {
            state = fetch(server.port(), "/state.json");
            return state.body == expected;
        });
        CHECK(state.header("Content-Type") == "application/json");
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("damaged lines are passed over, and said once") {
        WebServer server;
        server.begin();
        WebSocket spectator(server.port(), "/watch");
        hello(spectator);
        for (const char* const line : {"rubbish", "{\"t\":1,\"event\":\"li", "[]", "{}", "",
                                       "{\"event\":7}", "{\"event\":\"line\",\"text\":\"\xff\"}"})
            server.tell(line);
        server.tell(line_with_markup);
        CHECK(spectator.text() == line_with_markup);
        server.program().close_input();
        const Result result = server.program().wait();
        CHECK(result.errors == "game-web: a line of the input is no event, and is passed over\n");
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("with --child, the end of the input is the end, and spectators see all of it") {
        WebServer server;
        server.begin();
        WebSocket spectator(server.port(), "/watch");
        hello(spectator);
        const std::string last = R"({"t":9,"event":"end","exit_code":0})";
        server.tell(last);
        server.program().close_input();
        CHECK(spectator.text() == last);
        const WebSocket::Message close = spectator.receive();
        CHECK(close.is_close);
        CHECK(close.code == 1000);
        CHECK(server.program().wait_for_end() == exited(0));
    }

    TEST_CASE("a run is not live when it has ended, or is recorded") {
        WebServer recorded({"--recorded"});
        recorded.begin();
        WebSocket spectator(recorded.port(), "/watch");
        CHECK(hello(spectator).find(R"("live":false)") != std::string::npos);
        CHECK(recorded.end() == exited(0));

        WebServer server;
        server.begin();
        server.tell(R"({"t":9,"event":"end"})");
        wait_until("the run has ended", [&] {
            return fetch(server.port(), "/state.json").body.find(R"("live":false)") !=
                   std::string::npos;
        });
        CHECK(server.end() == exited(0));
    }

    TEST_CASE("without --child it serves a log until a signal") {
        TemporaryFolder folder;
        Launch launch = game_web({"0"});
        launch.input = Source::file;
        launch.typed = R"({"t":0,"event":"scenario"})"
                       "\n";
        for (const int signal : {SIGTERM, SIGINT}) {
            CAPTURE(signal);
            Program program(launch);
            const std::string start = "game-web: watch at http://127.0.0.1:";
            program.wait_for_errors("/\n");
            REQUIRE(program.errors().substr(0, start.size()) == start);
            const auto port =
                static_cast<std::uint16_t>(std::stoi(program.errors().substr(start.size())));
            wait_until("the log is served", [&] {
                return fetch(port, "/state.json").body.find("scenario") != std::string::npos;
            });
            WebSocket spectator(port, "/watch");
            CHECK(hello(spectator).find(R"("live":false)") != std::string::npos);
            program.signal(signal);
            CHECK(spectator.receive().code == 1001);
            const Result result = program.wait();
            CHECK(result.ending == exited(0));
            CHECK(result.output.empty());
        }
    }

    TEST_CASE("a second run in the log replaces the first") {
        WebServer server;
        server.begin();
        server.tell(R"({"t":5,"event":"end","exit_code":7})");
        WebSocket spectator(server.port(), "/watch");
        hello(spectator);
        server.tell(R"({"t":0,"event":"scenario","file":"second"})");
        WebSocket::Message message = spectator.receive();
        if (!message.is_close) message = spectator.receive();
        CHECK(message.code == 1012);
        WebSocket again(server.port(), "/watch");
        CHECK(
            hello(again) ==
            R"({"type":"hello","protocol":1,"live":true,"play":false,"events":[{"t":0,"event":"scenario","file":"second"}]})");
        CHECK(server.end() == exited(0));
    }
}

TEST_SUITE("the command line of game-web") {
    TEST_CASE("a port that is taken, and addresses that are none") {
        WebServer server;
        const std::string place = "127.0.0.1:" + std::to_string(server.port());
        const Result taken = run(game_web({place}));
        CHECK(taken.errors == "game-web: " + place + ": Address already in use\n");
        CHECK(taken.output.empty());
        CHECK(taken.ending == exited(2));
        CHECK(server.end() == exited(0));
        for (const char* const address :
             {"x", "70000", "::1:80", "1.2.3.4:", "no.such.host.invalid:0"}) {
            CAPTURE(address);
            const Result result = run(game_web({address}));
            CHECK(result.errors.substr(0, 10) == "game-web: ");
            CHECK(result.errors.find('\n') == result.errors.size() - 1);
            CHECK(result.output.empty());
            CHECK(result.ending == exited(2));
        }
        CHECK(run(game_web({})).ending == exited(2));
        CHECK(run(game_web({"--play", "/tmp/x", "0"})).ending == exited(2));
    }

    TEST_CASE("help and version") {
        CHECK(run(game_web({"--help"})).output.find("[ADDRESS:]PORT") != std::string::npos);
        CHECK(run(game_web({"--version"})).output.substr(0, 9) == "game-web ");
    }
}

}  // namespace tests
