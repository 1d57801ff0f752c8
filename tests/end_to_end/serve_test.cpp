/// game --serve and --play: the run and its web server, with real clients.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/tournament.h"
#include "tests/end_to_end/web_client.h"

#include <csignal>
#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// A game that is served on a free port.
class ServedGame {
  public:
    explicit ServedGame(const Match& match) : program_(match.launch) {
        program_.wait_for_errors("/\n");
        const std::string start = "game: watch at http://127.0.0.1:";
        REQUIRE(program_.errors().substr(0, start.size()) == start);
        port_ = static_cast<std::uint16_t>(std::stoi(program_.errors().substr(start.size())));
    }

    Program& program() { return program_; }
    std::uint16_t port() const { return port_; }

    std::string state() const { return fetch(port_, "/state.json").body; }

    /// Waits until /state.json has the text.
    void wait_for_state(const std::string& text) const {
        wait_until("the state has " + text, [&] { return contains(state(), text); });
    }

    pid_t web_server() const {
        const auto found = descendants_running(program_.pid(), GAME_WEB_PROGRAM);
        REQUIRE(found.size() == 1);
        return found.front().pid;
    }

  private:
    Program program_;
    std::uint16_t port_ = 0;
};

const Words served = {"--no-clock", "--serve", "0"};

/// A match in ticks that only ends with the run.
std::string open_match(const Words& entries) {
    return match_scenario(entries, R"("rules": "paint", "mode": "ticks", "tick": 0.02)");
}

/// The next message of that type.
std::string next_message(WebSocket& client, const std::string& type) {
    for (;;) {
        std::string text = client.text();
        if (contains(text, R"("type":")" + type + '"')) return text;
    }
}

/// All events that a spectator is sent, up to the close.
std::string watch_to_the_end(WebSocket& spectator) {
    std::string all;
    for (;;) {
        const WebSocket::Message message = spectator.receive();
        if (message.is_close) {
            CHECK(message.code == 1000);
            return all;
        }
        all += message.text + '\n';
    }
}

}  // namespace

TEST_SUITE("serve") {
    TEST_CASE("a spectator sees the run so far, and then all that happens") {
        const Match match(scenario({child({"print", "early", "wait-file", "go", "print", "late <b>",
                                           "exit", "3"})}),
                          served);
        ServedGame game(match);
        game.wait_for_state(R"("event":"start")");
        WebSocket spectator(game.port(), "/watch");
        const std::string hello = spectator.text();
        CHECK(contains(hello, R"({"type":"hello","protocol":1,"live":true,"play":false,)"));
        CHECK(contains(hello, R"("event":"scenario")"));
        match.release("go");
        const std::string rest = watch_to_the_end(spectator);
        CHECK(contains(hello + rest, R"("text":"early")"));
        CHECK(contains(rest, R"("text":"late <b>")"));
        CHECK(contains(rest, R"("event":"exit")"));
        CHECK(contains(rest, R"("event":"end")"));
        CHECK(game.program().wait().ending == exited(1));
    }

    TEST_CASE("without --play nobody can join") {
        const Match match(open_match({child({"wait-file", "go"})}), served);
        ServedGame game(match);
        CHECK(fetch(game.port(), "/play").status == 404);
        match.release("go");
        CHECK(game.program().wait().ending == exited(0));
    }

    TEST_CASE("a port that is taken is refused before anything begins") {
        const Match first(scenario({child({"wait-file", "go"})}), served);
        ServedGame game(first);
        Match second(scenario({child({"print", "hello"})}),
                     {"--serve", std::to_string(game.port()), "--log", "run.ndjson"});
        second.launch.folder = second.folder.path();
        second.folder.write("run.ndjson", "kept\n");
        const Result result = second.play();
        CHECK(result.ending == exited(2));
        CHECK(result.output.empty());
        CHECK(result.errors == "game: --serve: 127.0.0.1:" + std::to_string(game.port()) +
                                   ": Address already in use\n");
        CHECK(file_content(second.folder.path("run.ndjson")) == "kept\n");
        first.release("go");
        CHECK(game.program().wait().ending == exited(0));
    }

    TEST_CASE("when the web server is killed the run goes on, and says so") {
        Match match(scenario({child({"wait-file", "go", "print", "after"})}), served);
        match.launch.add({"--log", match.folder.path("run.ndjson")});
        ServedGame game(match);
        game.wait_for_state(R"("event":"start")");
        ::kill(game.web_server(), SIGKILL);
        game.program().wait_for_errors("the web server has ended (SIGKILL); the run goes on\n");
        match.release("go");
        const Result result = game.program().wait();
        CHECK(result.ending == exited(0));
        CHECK(contains(result.output, "got `after` from"));
        const std::string log = file_content(match.folder.path("run.ndjson"));
        CHECK(contains(log, R"("text":"after")"));
        CHECK(contains(log, R"("event":"end")"));
    }

    TEST_CASE("a web server that hangs does not hold the run up") {
        Match match(scenario({child({"wait-file", "go", "lines", "200000", "line", "exit", "0"})}),
                    served);
        ServedGame game(match);
        game.wait_for_state(R"("event":"start")");
        ::kill(game.web_server(), SIGSTOP);
        match.release("go");
        const Result result = game.program().wait();
        CHECK(result.ending == exited(0));
        CHECK(count(lines(result.output), "ps#1 (child)") >= 200'000);
    }

    TEST_CASE("when game is killed nothing is left of its web server") {
        const Match match(scenario({child({"wait-file", "never"})}), served);
        ServedGame game(match);
        game.wait_for_state(R"("event":"start")");
        game.program().signal(SIGKILL);
        CHECK(game.program().wait_for_end() == killed_by(SIGKILL));
        wait_until_all_are_gone();
    }

    TEST_CASE("a log is served after its replay, until a signal comes") {
        Match match(scenario({child({"print", "hello", "exit", "3"})}));
        const std::string log = match.folder.path("run.ndjson");
        match.launch.add({"--log", log});
        CHECK(match.play().ending == exited(1));
        match.launch.command = {GAME_PROGRAM, "--replay", log, "--serve", "0"};
        ServedGame game(match);
        game.program().wait_for_errors("game: the replay is over; a signal ends the server\n");
        game.program().wait_for_output("bye\n");
        game.wait_for_state(R"("event":"end")");
        WebSocket spectator(game.port(), "/watch");
        const std::string hello = spectator.text();
        CHECK(contains(hello, R"("live":false)"));
        CHECK(contains(hello, R"("text":"hello")"));
        game.program().signal(SIGINT);
        CHECK(game.program().wait().ending == exited(1));
    }

    TEST_CASE("who comes late to a tournament sees what was played, and then the standings") {
        // The second match waits, since its player finds what the one of the first match has made.
        const std::string wait =
            "mkdir first 2>/dev/null || until [ -e go ]; do sleep 0.02; done; ";
        const Match match(tournament({contestant("ann", wait + bot("echo N")), runner("ben", "E")},
                                     R"("rounds": 1, "seed": 7)",
                                     R"("rules": "paint", "turns": 6, "first_limit": 100,
                          "settings": {"width": 5, "height": 5})",
                                     R"("stop_timeout": 1, "max_running": 1)"),
                          served);
        ServedGame game(match);
        game.wait_for_state(R"("event":"match_start","match":2,)");
        wait_until("a spectator is sent the first result", [&] {
            WebSocket spectator(game.port(), "/watch");
            return contains(spectator.text(), R"("event":"match_end","match":1,)");
        });
        WebSocket spectator(game.port(), "/watch");
        const std::string hello = spectator.text();
        CHECK(contains(hello, R"("event":"tournament","rules":"paint","format":"round-robin")"));
        CHECK(contains(hello, R"("event":"match_start","match":2,)"));
        game.wait_for_state(R"("event":"standings","matches":1,)");  // after ten seconds
        match.release("go");
        const std::string rest = watch_to_the_end(spectator);
        CHECK(contains(rest, R"("event":"match_end","match":2,)"));
        CHECK(contains(rest, R"("event":"standings","matches":2,)"));
        CHECK(game.program().wait().ending == exited(0));
    }

    TEST_CASE("a match of a tournament can be watched while it runs, also if no log is kept") {
        const std::string wait = "until [ -e go ]; do sleep 0.02; done; ";
        const Match match(tournament({contestant("ann", bot(wait + "echo N")), runner("ben", "E")},
                                     R"("rounds": 1, "seed": 7)",
                                     R"("rules": "paint", "turns": 6, "turn_limit": 100,
                          "settings": {"width": 5, "height": 5})",
                                     R"("stop_timeout": 1, "max_running": 1)"),
                          served);
        ServedGame game(match);
        game.wait_for_state(R"(results.ndjson.running/1.ndjson")");
        WebSocket whole(game.port(), "/watch");
        WebSocket spectator(game.port(), "/watch?match=1");
        const std::string hello = spectator.text();
        CHECK(contains(hello, R"("live":true)"));
        CHECK(contains(hello, R"("event":"scenario")"));
        match.release("go");
        const std::string rest = watch_to_the_end(spectator);
        CHECK(contains(rest, R"("event":"turn","turn":6)"));
        CHECK(contains(watch_to_the_end(whole), R"("event":"match_turn","match":1,"turn":1})"));
        CHECK(contains(rest, R"("event":"result")"));
        CHECK(game.program().wait().ending == exited(0));
        CHECK_FALSE(match.has("results.ndjson.running"));
    }

    TEST_CASE("the logs of the parts of a run are served as one") {
        Match match(scenario({child({"print", "hello"}), child({"print", "welcome"})}));
        const Words command = match.launch.command;
        Words replay = {GAME_PROGRAM, "--serve", "0", "--replay"};
        for (const std::string part : {"1/2", "2/2"}) {
            replay.push_back(match.folder.path("part-" + part.substr(0, 1)));
            match.launch.command = command;
            match.launch.add({"--part", part, "--log", replay.back()});
            CHECK(match.play().ending == exited(0));
        }
        match.launch.command = replay;
        ServedGame game(match);
        game.wait_for_state(R"("event":"end","workers":2)");
        WebSocket spectator(game.port(), "/watch");
        const std::string hello = spectator.text();
        CHECK(contains(hello, R"("text":"hello")"));
        CHECK(contains(hello, R"("text":"welcome")"));
        CHECK_FALSE(contains(hello, R"("part")"));
        game.program().wait_for_errors("game: the replay is over; a signal ends the server\n");
        game.program().signal(SIGINT);
        CHECK(game.program().wait().ending == exited(0));
    }
}

TEST_SUITE("play in a browser") {
    TEST_CASE("who joins is a worker: it moves, is listed, and leaves") {
        Match match(open_match({child({"wait-file", "go"})}), served);
        match.launch.add({"--play"});
        match.launch.input = Source::pipe;
        ServedGame game(match);
        game.wait_for_state(R"("event":"match")");
        {
            WebSocket zoe(game.port(), "/play?name=zoe");
            REQUIRE(zoe.status() == 101);
            const std::string hello = next_message(zoe, "hello");
            CHECK(contains(hello, R"("players":["zoe"])"));
            CHECK(contains(hello, R"("mode":"ticks")"));
            next_message(zoe, "turn");
            zoe.send(R"({"move":"N"})");
            game.program().wait_for_output(R"(got `{"move":"N"}` from ps#2 (zoe))");
            while (!contains(next_message(zoe, "turn"), R"("status":"ok","move":"N")")) {
            }
            game.program().type("list\n");
            game.program().wait_for_errors("ps#2 (zoe) - process ");
            game.program().type("kill zoe\n");
            while (!zoe.receive().is_close) {
            }
        }
        match.release("go");
        const Result result = game.program().wait();
        CHECK(contains(result.output, "<<<<<<<< worker ps#2 (zoe) - exit code -15"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("who comes back in time goes on, and a second one of that name cannot join") {
        Match match(open_match({child({"wait-file", "go"})}), served);
        match.launch.add({"--play"});
        match.launch.input = Source::pipe;
        ServedGame game(match);
        game.wait_for_state(R"("event":"match")");
        auto first = std::make_unique<WebSocket>(game.port(), "/play?name=zoe&key=secret");
        next_message(*first, "turn");
        first.reset();
        WebSocket again(game.port(), "/play?name=zoe&key=secret");
        CHECK(contains(next_message(again, "hello"), R"("worker":2,)"));
        WebSocket stranger(game.port(), "/play?name=zoe&key=other");
        const WebSocket::Message refusal = stranger.receive();
        CHECK(refusal.is_close);
        CHECK(refusal.code == 1008);
        WebSocket tab(game.port(), "/play?name=zoe&key=secret");
        CHECK(contains(next_message(tab, "hello"), R"("worker":2,)"));
        WebSocket::Message message = again.receive();
        while (!message.is_close)
            message = again.receive();
        CHECK(message.text == "you play in another tab");
        game.program().type("quit\n");
        while (!tab.receive().is_close) {
        }
        CHECK(game.program().wait().ending == exited(0));
    }

    TEST_CASE("after the match nobody can join") {
        Match match(
            match_scenario({child({"wait-file", "go"})},
                           R"("rules": "paint", "mode": "ticks", "tick": 0.01, "turns": 1)"),
            served);
        match.launch.add({"--play", "--stop-timeout", "1000"});
        ServedGame game(match);
        game.wait_for_state(R"("event":"result")");
        WebSocket late(game.port(), "/play?name=late");
        const WebSocket::Message refusal = late.receive();
        CHECK(refusal.is_close);
        CHECK(refusal.code == 1008);
        CHECK(refusal.text == "the match is over");
        match.release("go");
        CHECK(game.program().wait().ending == exited(0));
    }

    TEST_CASE("--play needs a match in ticks, and somebody who can see it") {
        const auto refusal = [](const std::string& text, const Words& options) {
            const Result result = Match(text, options).play();
            CHECK(result.ending == exited(2));
            return result.errors;
        };
        const std::string no_ticks = "game: --play: the scenario has no match in ticks\n";
        CHECK(refusal(scenario({child({"exit", "0"})}), {"--serve", "0", "--play"}) == no_ticks);
        CHECK(refusal(match_scenario({child({"exit", "0"})}, R"("rules": "snake")"),
                      {"--serve", "0", "--play"}) == no_ticks);
        CHECK(refusal(open_match({child({"exit", "0"})}), {"--play"}) ==
              "game: --play: needs --serve, or --live and a name\n");
        CHECK(refusal(open_match({child({"exit", "0"})}), {"--play=zoe"}) ==
              "game: --play: NAME needs --live\n");
    }
}

}  // namespace tests
