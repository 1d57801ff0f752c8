/// game(1): what children get, and when a worker is at its end.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

Match match_with_keyboard(const Words& entries, const Words& options = {"--no-clock"}) {
    Match match(scenario(entries), options);
    match.launch.input = Source::pipe;
    return match;
}

}  // namespace

TEST_SUITE("supervision") {
    TEST_CASE("children get real pipes") {
        const Result result = play({child({"is-pipe"})});
        CHECK(only(lines(result.output), "got") ==
              Words{got(1, "standard output is a pipe"), got(1, "written through /dev/stdout")});
    }

    TEST_CASE("children get the default signals, whatever game was started with") {
        Match match(scenario({child({"print-signals"})}));
        match.launch.ignored_signals = {SIGPIPE, SIGUSR1, SIGQUIT};
        CHECK(only(lines(match.play().output), "got") ==
              Words{got(1, "blocked 0000000000000000"), got(1, "ignored 0000000000000000")});
    }

    TEST_CASE("children get no descriptor of ours but 0, 1 and 2") {
        // Others run at the same time, so that their pipes are there to be inherited.
        Match match(scenario({child({"wait-file", "go"}, R"("count": 3)"), child({"print-fds"}),
                              child({"print-fds", "touch", "go"}, R"("time": 0.2)")}));
        match.launch.input = Source::pipe;
        const Result result = match.play();
        const Words told = only(lines(result.output), "got `fd ");
        CHECK(told.size() == 6);
        CHECK(count(told, "`fd 0 /dev/null`") == 2);
        CHECK(count(told, "`fd 1 pipe:") == 2);
        CHECK(count(told, "`fd 2 pipe:") == 2);
    }

    TEST_CASE("nor one that game itself was given") {
        Match match(scenario({child({"print-fds"})}));
        Words& words = match.launch.command;
        words.insert(words.begin(),
                     {"sh", "-c", "exec 7</dev/zero 9</dev/zero; exec \"$@\"", "sh"});
        CHECK(count(lines(match.play().output), "got `fd ") == 3);
    }

    TEST_CASE("children get those three also when game was started without") {
        Match match(scenario({child({"print-fds"})}));
        match.launch.input = Source::closed;
        match.launch.errors = Sink::closed;
        const Words told = only(lines(match.play().output), "got `fd ");
        CHECK(told.size() == 3);
        CHECK(count(told, "`fd 2 pipe:") == 1);
    }

    TEST_CASE("children get a session of their own, without a terminal") {
        Terminal terminal;
        Match match(scenario({shell("exec 3<>/dev/tty"),
                              shell("exec 2>&1; (: < /dev/tty) || echo none", R"("time": 0.1)")}));
        match.launch.terminal = &terminal;
        match.launch.input = Source::terminal;
        const Result result = match.play();
        CHECK(contains(result.output, "/dev/tty: No such device or address"));
        CHECK(contains(result.output, got(2, "none", "sh")));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a child that asks for a password at the terminal ends at once") {
        Terminal terminal;
        const termios before = terminal.modes();
        Match match(scenario({command({"python3", "-c", "import getpass; getpass.getpass()"})}));
        match.launch.terminal = &terminal;
        match.launch.input = Source::terminal;
        CHECK(match.play().ending == exited(1));
        CHECK(same_modes(terminal.modes(), before));
    }

    TEST_CASE("children get a process group of their own") {
        const Result result = play({child({"print-pid", "print-pgrp"}, R"("count": 2)")});
        for (int worker = 1; worker <= 2; ++worker) {
            const Words told = only(lines(result.output), " from ps#" + std::to_string(worker));
            REQUIRE(told.size() == 2);
            CHECK(told[0].substr(told[0].find("pid ") + 4) ==
                  told[1].substr(told[1].find("pgrp ") + 5));
        }
    }

    TEST_CASE("a child that closes its outputs lives on as a worker") {
        const Match match(scenario(
            {child({"close-out", "close-err", "touch", "closed", "wait-file", "go", "exit", "5"}),
             child({"wait-file", "closed", "print", "second"})}));
        Program game(match.launch);
        game.wait_for_output(ended(2, "exit code 0", 1));
        CHECK_FALSE(contains(game.output(), "<<<<<<<< worker " + label(1)));
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(result.output, ended(1, "exit code 5", 0)));
    }

    TEST_CASE("what it leaves behind in its group is killed, and does not hold up the game") {
        const Match match(
            scenario({child({"fork", "ignore-term", "write-pid", "left", "sleep-forever", "end",
                             "wait-file", "left", "print", "main", "exit", "0"})}));
        Program game(match.launch);
        const pid_t left = match.wait_for_pid("left");
        const Result result = game.wait();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "main"), ended(1, "exit code 0", 0), bye});
        CHECK_FALSE(is_alive(left));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("the same when it holds no pipe") {
        const Match match(
            scenario({child({"fork", "close-out", "close-err", "write-pid", "left", "sleep-forever",
                             "end", "wait-file", "left", "wait-file", "second"}),
                      child({"touch", "second", "wait-file", "go"})}));
        Program game(match.launch);
        const pid_t left = match.wait_for_pid("left");
        game.wait_for_output(ended(1, "exit code 0", 1));
        game.wait_until("the leftover is killed", [&] { return !is_alive(left); });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("what a leftover says right after is still told") {
        const Match match(scenario(
            {child({"fork", "wait-file", "gone", "print", "late", "end", "touch", "gone"})}));
        const Result result = match.play();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "late"), ended(1, "exit code 0", 0), bye});
    }

    TEST_CASE("a leftover in a session of its own is gone when game is") {
        const Match match(scenario({child({"fork-session", "ignore-term", "write-pid", "left",
                                           "sleep-forever", "end", "wait-file", "left"})}));
        Program game(match.launch);
        const pid_t left = match.wait_for_pid("left");
        const Result result = game.wait();
        CHECK(lines(result.output) == Words{started(1), ended(1, "exit code 0", 0), bye});
        CHECK_FALSE(is_alive(left));
    }

    TEST_CASE("a daemon made by forking twice is gone when game is") {
        const Match match(
            scenario({child({"fork-session", "double-fork", "close-out", "close-err", "write-pid",
                             "left", "sleep-forever", "end", "end", "wait-file", "left"})}));
        Program game(match.launch);
        const pid_t left = match.wait_for_pid("left");
        CHECK(game.wait().ending == exited(0));
        CHECK_FALSE(is_alive(left));
    }

    TEST_CASE("a flooding leftover does not keep the worker alive") {
        const Match match(scenario(
            {child({"fork-session", "flood-forever", "end", "print-err", "main", "exit", "4"})}));
        const Result result = match.play();
        CHECK(contains(result.output, got_error(1, "main")));
        CHECK(contains(result.output, ended(1, "exit code 4", 0)));
        CHECK(result.output.ends_with(bye + "\n"));
    }

    TEST_CASE("no zombie stays while the game runs") {
        const Match match(
            scenario({child({"exit", "0"}, R"("count": 20)"),
                      child({"double-fork", "exit", "0", "end", "wait-file", "go"})}));
        Program game(match.launch);
        game.wait_until("twenty have ended",
                        [&] { return count(lines(game.output()), "<<<<<<<<") == 20; });
        game.wait_until("no zombie is there", [&] {
            const auto all = descendants_of(game.pid());
            return std::none_of(all.begin(), all.end(), [](auto& p) { return p.is_zombie(); });
        });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("stopping a worker is SIGTERM to its whole group") {
        const Match match =
            match_with_keyboard({child({"fork", "on-term", "grandchild stopped", "touch", "armed",
                                        "sleep-forever", "end", "on-term", "child stopped",
                                        "wait-file", "armed", "print", "ready", "sleep-forever"})});
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("kill 1\n");
        const Result result = game.wait();
        const Words story = lines(result.output);
        CHECK(count(story, got(1, "child stopped")) == 1);
        CHECK(count(story, got(1, "grandchild stopped")) == 1);
        CHECK(from_end(story, 1) == ended(1, "exit code 0", 0));
    }

    TEST_CASE("then SIGKILL to the group, once stop_timeout has passed") {
        const Match match = match_with_keyboard(
            {child({"ignore-term", "fork", "write-pid", "grandchild", "sleep-forever", "end",
                    "wait-file", "grandchild", "print", "ready", "sleep-forever"})},
            {"--no-clock", "--stop-timeout", "0.2"});
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("kill 1\n");
        const Result result = game.wait();
        CHECK(contains(result.output, ended(1, "exit code -9", 0)));
        CHECK_FALSE(is_alive(match.wait_for_pid("grandchild")));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a worker that dies on SIGTERM while its grandchild does not") {
        const Match match = match_with_keyboard(
            {child({"fork", "ignore-term", "touch", "deaf", "sleep-forever", "end", "wait-file",
                    "deaf", "print", "ready", "sleep-forever"})},
            {"--no-clock", "--stop-timeout", "0.2"});
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, ended(1, "exit code -15", 0)));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("what has left its process group is stopped all the same") {
        for (const Words& leave : {Words{"fork", "leave-group"}, Words{"fork-session"}}) {
            CAPTURE(leave.front());
            Words words = leave;
            words.insert(words.end(), {"ignore-term", "write-pid", "left", "sleep-forever", "end",
                                       "wait-file", "left", "ignore-term", "sleep-forever"});
            const Match match(
                scenario({child(words, R"("timeout": 0.2)"), child({"wait-file", "go"})},
                         R"("stop_timeout": 0.2)"));
            Program game(match.launch);
            const pid_t left = match.wait_for_pid("left");
            game.wait_for_output(label(1) + " - timed out - ");
            game.wait_until("what it left behind is killed", [&] { return !is_alive(left); });
            match.release("go");
            CHECK(game.wait().ending == exited(1));
        }
    }

    TEST_CASE("what has left its session is asked to end, once") {
        const Match match = match_with_keyboard({child(
            {"fork-session", "on-term", "outsider stopped", "touch", "armed", "sleep-forever",
             "end", "wait-file", "armed", "print", "ready", "sleep-forever"})});
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(count(lines(result.output), got(1, "outsider stopped")) == 1);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a worker that stops its parent holds up nobody") {
        const Result result =
            play({shell("kill -STOP $PPID; echo done"), shell("echo too", R"("time": 0.2)")});
        check_story(result.output);
        CHECK(contains(result.output, got(1, "done", "sh")));
        CHECK(contains(result.output, got(2, "too", "sh")));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a worker that has stopped itself can be stopped for good") {
        const Match match = match_with_keyboard({child({"write-pid", "pid", "stop-self"})},
                                                {"--no-clock", "--stop-timeout", "0.2"});
        Program game(match.launch);
        const pid_t pid = match.wait_for_pid("pid");
        game.wait_until("it has stopped itself", [&] { return is_stopped(pid); });
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, "<<<<<<<< worker " + label(1) + " - exit code -"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("what a worker leaves behind may stop whoever cares for it, and keeps nobody") {
        // The worker itself is left alone, or nobody would be waiting for an end.
        const std::string stop_parent =
            "while read -r _ _ _ parent _ < /proc/$$/stat; do read -r name < /proc/$parent/comm; "
            "case $name in game*) kill -STOP $parent ;; esac; sleep 0.01; done";
        const Match match(scenario({command({"setsid", "-f", "sh", "-c", stop_parent, "sh"})}));
        CHECK(match.play().ending == exited(0));
        wait_until_all_are_gone();
    }
}

}  // namespace tests
