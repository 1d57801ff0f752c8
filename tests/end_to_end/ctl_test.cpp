/// game-ctl(1): the client of the control socket.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

Launch ctl(Words words) {
    words.insert(words.begin(), "ctl");
    return Launch::of(GAME_PROGRAM, words);
}

/// With a daemon that listens.
Result ask(const Daemon& daemon, Words words, const std::string& typed = "") {
    wait_until("there is a socket", [&] { return daemon.has_socket(); });
    words.insert(words.begin(), daemon.socket);
    Launch launch = ctl(words);
    launch.input = Source::file;
    launch.typed = typed;
    return run(launch);
}

/// How ctl ends that no game answers, or that cannot use its arguments.
void check_failed(const Result& result, const std::string& errors) {
    CHECK(result.output.empty());
    CHECK(result.errors == "game ctl: " + errors + "\n");
    CHECK(result.ending == exited(2));
}

void check_unusable(const Words& words, const std::string& mentioned) {
    const Result result = run(ctl(words));
    CAPTURE(result.errors);
    CHECK(result.output.empty());
    CHECK(is_one_line(result.errors));
    CHECK(result.errors.starts_with("game ctl: "));
    CHECK(contains(result.errors, mentioned));
    CHECK(result.ending == exited(2));
}

const std::string ready_child = child({"print", "ready", "sleep-forever"});

}  // namespace

TEST_SUITE("ctl") {
    TEST_CASE("the answer is on standard output, and 0 says that the command was accepted") {
        Daemon daemon(scenario({ready_child}));
        daemon.game.wait_for_output("ready");
        const Result listed = ask(daemon, {"list"});
        CHECK(listed.output.starts_with(label(1) + " - process "));
        CHECK(listed.output.ends_with("\n1 running, 0 waiting\n"));
        CHECK(listed.errors.empty());
        CHECK(listed.ending == exited(0));
        const Result killed = ask(daemon, {"kill", "1"});
        CHECK(killed.errors.empty());
        CHECK(killed.ending == exited(0));
        daemon.game.wait_for_output(ended(1, "exit code -15", 0));
        CHECK(ask(daemon, {"help"}).output.find("quit") != std::string::npos);
        daemon.quit();
    }

    TEST_CASE("a refusal is on standard error, and the exit code is 1") {
        Daemon daemon;
        const Result result = ask(daemon, {"kill", "9"});
        CHECK(result.output.empty());
        CHECK(result.errors == "kill 9: no such worker\n");
        CHECK(result.ending == exited(1));
        // What follows the first word of the command belongs to it.
        const Result odd = ask(daemon, {"kill", "--json", "\"9\\"});
        CHECK(odd.errors == "kill --json \"9\\: no such worker\n");
        CHECK(odd.ending == exited(1));
        daemon.quit();
    }

    TEST_CASE("without a command, commands come from standard input") {
        Daemon daemon;
        const Result result = ask(daemon, {}, "list\n\n7\n" + std::string(5000, 'x') + "\nlist");
        CHECK(result.output == "0 running, 0 waiting\n0 running, 0 waiting\n");
        CHECK(lines(result.errors).size() == 2);
        CHECK(result.errors.starts_with("7 must be between 1 and 4\nxxx"));
        CHECK(result.ending == exited(1));
        CHECK(ask(daemon, {}, "list\n").ending == exited(0));
        CHECK(ask(daemon, {}, "").ending == exited(0));
        daemon.quit();
    }

    TEST_CASE("each command is answered before the next is read") {
        Daemon daemon;
        wait_until("there is a socket", [&] { return daemon.has_socket(); });
        Launch launch = ctl({daemon.socket});
        launch.input = Source::pipe;
        Program client(launch);
        client.type("list\n");
        client.wait_for_output("0 running, 0 waiting\n");
        client.type("7\n");
        client.wait_for_errors("7 must be between 1 and 4\n");
        client.close_input();
        CHECK(client.wait().ending == exited(1));
        daemon.quit();
    }

    TEST_CASE("--json prints the line that came, also before the command") {
        Daemon daemon;
        const Result accepted = ask(daemon, {"--json", "list"});
        CHECK(accepted.output.starts_with("{\"ok\":true"));
        CHECK(is_one_line(accepted.output));
        CHECK(accepted.ending == exited(0));
        const Result refused = run(ctl({"--json", daemon.socket, "7"}));
        CHECK(refused.output == "{\"ok\":false,\"error\":\"7 must be between 1 and 4\"}\n");
        CHECK(refused.errors.empty());
        CHECK(refused.ending == exited(1));
        daemon.quit();
    }

    TEST_CASE("nobody listens") {
        const TemporaryFolder folder;
        const std::string missing = folder.path("missing");
        check_failed(run(ctl({missing, "list"})),
                     missing + ": nobody listens (No such file or directory)");
        const std::string stale = folder.path("stale");
        leave_stale_socket(stale);
        check_failed(run(ctl({stale, "list"})), stale + ": nobody listens (Connection refused)");
        const std::string file = folder.write("file", "");
        check_failed(run(ctl({file})), file + ": nobody listens (Connection refused)");
        check_unusable({folder.path(std::string(200, 'x')), "list"}, "at most 107 bytes");
    }

    TEST_CASE("a game that does not answer is not waited for longer than --timeout") {
        Daemon daemon;
        CHECK(ask(daemon, {"list"}).ending == exited(0));
        daemon.game.signal(SIGSTOP);
        check_failed(ask(daemon, {"--timeout", "0.2", "list"}),
                     daemon.socket + ": no answer within 0.2 s");
        daemon.game.signal(SIGCONT);
        CHECK(ask(daemon, {"--timeout=20", "list"}).ending == exited(0));
        daemon.quit();
    }

    TEST_CASE("quit is answered") {
        Daemon daemon;
        const Result result = ask(daemon, {"quit"});
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("a game that ends between two commands is no answer") {
        Daemon daemon;
        wait_until("there is a socket", [&] { return daemon.has_socket(); });
        Launch launch = ctl({daemon.socket});
        launch.input = Source::pipe;
        Program client(launch);
        client.type("quit\n");
        CHECK(daemon.game.wait().ending == exited(0));
        client.type("list\n");
        const Result result = client.wait();
        CHECK(result.errors ==
              "game ctl: " + daemon.socket + ": the game has ended the connection\n");
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("subscribe prints the events until the game ends") {
        Match match(scenario({child({"print", "ready", "wait-file", "go", "lines", "1000", "x"})}));
        const std::string socket = match.folder.path("control");
        const std::string log = log_to_file(match);
        match.launch.add({"--control", socket});
        Program game(match.launch);
        game.wait_for_output("ready");
        Program client(ctl({socket, "subscribe"}));
        game.wait_until("it has subscribed",
                        [&] { return contains(file_content(log), "\"subscribe\""); });
        match.release("go");
        const Result result = client.wait();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
        CHECK(lines(result.output).size() == 1002);
        CHECK(game.wait().ending == exited(0));
        CHECK(file_content(log).ends_with("\n" + result.output));
    }

    TEST_CASE("subscribe dies of Ctrl-C, and when its reader goes away") {
        Daemon daemon(scenario({shell("while :; do echo tick; sleep 0.01; done")}));
        wait_until("there is a socket", [&] { return daemon.has_socket(); });
        Program interrupted(ctl({daemon.socket, "subscribe"}));
        interrupted.wait_for_output("\"event\"");
        interrupted.signal(SIGINT);
        CHECK(interrupted.wait().ending == killed_by(SIGINT));
        Launch launch = ctl({daemon.socket, "subscribe"});
        launch.output = Sink::gone_reader;
        const Result cut = run(launch);
        CHECK(cut.errors.empty());
        CHECK(cut.ending == exited(141));
        CHECK(ask(daemon, {"quit"}).ending == exited(0));
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("subscribe says so if the game is killed") {
        Daemon daemon(scenario({ready_child}));
        daemon.game.wait_for_output("ready");
        Program client(ctl({daemon.socket, "--json", "subscribe"}));
        client.wait_for_output("{\"ok\":true}\n");
        daemon.game.signal(SIGKILL);
        const Result result = client.wait();
        CHECK(result.errors ==
              "game ctl: " + daemon.socket + ": the connection was cut before the game ended\n");
        CHECK(result.ending == exited(2));
        daemon.game.wait_for_end();
        wait_until_all_are_gone();
    }

    TEST_CASE("arguments that cannot be used are refused in one line") {
        check_unusable({}, "SOCKET");
        check_unusable({""}, "SOCKET");
        check_unusable({"--frobnicate", "socket", "list"}, "--frobnicate");
        check_unusable({"socket", "--timeout"}, "--timeout");
        for (const char* const timeout : {"0", "-1", "soon", ""})
            check_unusable({"--timeout", timeout, "socket", "list"}, "--timeout");
    }

    TEST_CASE("--help and --version tell and end with 0") {
        const Result help = run(ctl({"--help"}));
        CHECK(contains(help.output, "game ctl [OPTIONS]"));
        CHECK(contains(help.output, "SOCKET"));
        CHECK(contains(help.output, "--timeout"));
        CHECK(help.ending == exited(0));
        CHECK(run(ctl({"--version"})).ending == exited(0));
        CHECK(contains(run(Launch::of(GAME_PROGRAM, {"--help"})).output, "game ctl"));
    }

    TEST_CASE("a scenario named ctl can be played as ./ctl") {
        const TemporaryFolder folder;
        folder.write("ctl", "[]");
        Launch launch = Launch::of(GAME_PROGRAM, {"./ctl", "--no-clock"});
        launch.folder = folder.path();
        const Result result = run(launch);
        CHECK(result.output == bye + "\n");
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
