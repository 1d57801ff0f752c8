/// game(1): a game that keeps running, and clients that command it through a socket.
#include "tests/end_to_end/daemon.h"

#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/service_manager.h"
#include "tests/end_to_end/story.h"

#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string sleeper = child({"print", "ready", "sleep-forever"});

}  // namespace

TEST_SUITE("daemon") {
    TEST_CASE("--keep-running - the last worker ends and the game goes on") {
        Match match(scenario({child({"print", "first"})}),
                    {"--no-clock", "--speed", "200", "--keep-running"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output(ended(1, "exit code 0", 0));
        game.type("2\n");
        game.wait_for_output(ended(2, "exit code 0", 0, "predef 2"));
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(lines(result.output).size() == 3 + 11 + 1);
        CHECK(result.output.ends_with("\n" + bye + "\n"));
        CHECK(count(lines(result.output), bye) == 1);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("--keep-running - the end of input is no reason to stop, a signal is") {
        const Match match("[]", {"--no-clock", "--keep-running"});
        Program game(match.launch);
        wait_until_idle(game.pid());
        CHECK(is_alive(game.pid()));
        game.signal(SIGTERM);
        CHECK(game.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE(
        "a service manager is told when it is ready and when it stops, its workers not of it") {
        Match match(scenario({child({"print-env", "NOTIFY_SOCKET", "sleep-forever"})}),
                    {"--no-clock", "--keep-running"});
        const std::string path = match.folder.path("notify");
        ServiceManager manager(path);
        match.launch.environment = {{"NOTIFY_SOCKET", path}};
        Program game(match.launch);
        CHECK(manager.next() == "READY=1");
        game.wait_for_output(got(1, "NOTIFY_SOCKET is not set"));
        game.signal(SIGTERM);
        CHECK(manager.next("STOPPING") == "STOPPING=1");
        CHECK(game.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE("a client launches predefs, and the story is told where it always is") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send("3\n");
        daemon.game.wait_for_output(ended(1, "exit code 0", 0, "predef 3"));
        const Result result = daemon.quit();
        check_story(result.output);
        CHECK(count(lines(result.output), "got `") == 18);
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a client gets its refusals and answers itself") {
        Daemon daemon(scenario({sleeper}));
        daemon.game.wait_for_output("ready");
        ControlClient client(daemon.socket);
        client.send("7\nkill 9\n\nlist\n");
        client.wait_for("7 must be between 1 and 4\n");
        client.wait_for("kill 9: no such worker\n");
        client.wait_for(label(1));
        client.send("help\n");
        client.wait_for("quit");
        const Result result = daemon.quit();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "ready"), ended(1, "exit code -15", 0), bye});
        CHECK(result.errors.empty());
    }

    TEST_CASE("a client kills a worker, and quits the game") {
        Daemon daemon(scenario({sleeper, sleeper}));
        daemon.game.wait_for_output(got(1, "ready"));
        daemon.game.wait_for_output(got(2, "ready"));
        ControlClient client(daemon.socket);
        client.send("kill 2\n");
        daemon.game.wait_for_output(ended(2, "exit code -15", 1));
        client.send("quit\n");
        const Result result = daemon.game.wait();
        CHECK(result.output.ends_with(ended(1, "exit code -15", 0) + "\n" + bye + "\n"));
        CHECK(result.ending == exited(0));
        client.wait_for_end();
    }

    TEST_CASE("the last line of a client needs no newline") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send("5");
        client.finish();
        CHECK(client.wait_for_end() == "5 must be between 1 and 4\n");
        daemon.quit();
    }

    TEST_CASE("a client's line over 4096 bytes is refused whole") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send(std::string(5000, 'x') + "2\n9\n");
        CHECK(lines(client.wait_for("9 must be between 1 and 4\n")).size() == 2);
        CHECK_FALSE(contains(daemon.quit().output, "predef"));
    }

    TEST_CASE("a control socket alone does not keep the game running") {
        Match match(scenario({child({"print", "hello"})}));
        const std::string socket = match.folder.path("control");
        match.launch.add({"--control", socket});
        const Result result = match.play();
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK_FALSE(std::filesystem::exists(socket));
    }
}

}  // namespace tests
