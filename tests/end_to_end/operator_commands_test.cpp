/// game(1): the commands that name workers and entries, from keyboard and control socket.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/terminal.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

std::string named_sleeper(std::string_view name, std::string_view more = "") {
    return child({"print", "ready", "sleep-forever"},
                 R"("name": )" + json_string(name) + std::string(more));
}

}  // namespace

TEST_SUITE("operator commands") {
    TEST_CASE("from the keyboard") {
        Match match(scenario({named_sleeper("web", R"(, "count": 2)"),
                              named_sleeper("late one", R"(, "time": 1e9)")}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output(got(1, "ready", "web"));
        game.wait_for_output(got(2, "ready", "web"));
        game.type("start late one\n");
        game.wait_for_output(got(3, "ready", "late one"));
        game.type("restart 3\n");
        game.wait_for_output(ended(3, "exit code -15", 2, "late one"));
        game.wait_for_output(got(4, "ready", "late one"));
        game.type("status\n");
        game.wait_for_errors(label(4, "late one") + " - process ");
        game.wait_for_errors("planned: late one - in ");
        game.wait_for_errors("ended: " + label(3, "late one") + " - exit code -15 - ran ");
        game.wait_for_errors("3 running, 0 waiting, 1 planned, 1 ended, 0 failed\n");
        game.type("kill web\n");
        game.wait_for_output("1 still running\n");
        game.type("kill web\nstart wbe\nstart\nquit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, "\nkill web: no such worker\n"));
        CHECK(contains(result.output, "\nstart wbe: no such entry; did you mean web?\n"));
        CHECK(contains(result.output, "\nstart: needs the name of an entry of the script\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("from the control socket") {
        Daemon daemon(scenario({named_sleeper("web")}));
        daemon.game.wait_for_output(got(1, "ready", "web"));
        ControlClient client(daemon.socket);
        client.send("start web\nlist\n");
        const std::string list = client.wait_for("2 running, 0 waiting\n");
        CHECK(lines(list).size() == 3);
        CHECK(contains(list, label(2, "web") + " - process "));
        client.send("restart 2\n");
        daemon.game.wait_for_output(got(3, "ready", "web"));
        client.send("status\n");
        client.wait_for("2 running, 0 waiting, 0 planned, 1 ended, 0 failed\n");
        client.send("kill web\n");
        daemon.game.wait_for_output("0 still running\n");
        client.send("restart web\n");
        daemon.game.wait_for_output(got(4, "ready", "web"));
        client.send("restart 2\n");
        client.wait_for("restart 2: no such worker\n");
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("a replay has the same refusals") {
        Match match(scenario({named_sleeper("web")}));
        match.launch.input = Source::file;
        match.launch.typed =
            "start x\nkill\nrestart 9\nstatus\nstart web\nrestart web\nfrobnicate\nquit\n";
        const std::string log = check_recording(match);
        CHECK(count(lines(log), R"("event":"command")") == 8);
        CHECK(count(lines(log), R"("error":)") == 4);
    }

    TEST_CASE("Ctrl-C on a terminal says who is waited for, and that a second one kills") {
        Terminal terminal;
        Match match(scenario({child({"ignore-term", "print", "ready", "sleep-forever"},
                                    R"("name": "web", "count": 5)")}),
                    {"--no-clock", "--color", "never", "--stop-timeout", "0.5"});
        match.launch.terminal = &terminal;
        match.launch.input = Source::terminal;
        match.launch.output = Sink::terminal;
        match.launch.errors = Sink::terminal;
        Program game(match.launch);
        for (int worker = 1; worker <= 5; ++worker)
            game.wait_for_output(got(worker, "ready", "web"));
        game.type("\x03");
        game.wait_for_output(
            "game: stopping: waiting up to 0.5 s for ps#1 (web), ps#2 (web), ps#3 (web) and 2 "
            "more; Ctrl-C again kills them\n");
        game.wait_for_output(bye);
        game.wait_for_end();
    }

    TEST_CASE("elsewhere nothing is said") {
        const Match match(scenario({named_sleeper("web")}));
        Program game(match.launch);
        game.wait_for_output(got(1, "ready", "web"));
        game.signal(SIGINT);
        CHECK(game.wait().errors.empty());
    }
}

}  // namespace tests
