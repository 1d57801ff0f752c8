/// game(1): signals to `game` itself.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Workers that cling to life in every way, and a list of their process ids in files.
const std::string clinging = child(
    {"ignore-term",  "fork",          "ignore-term", "write-pid", "group",     "sleep-forever",
     "end",          "fork-session",  "ignore-term", "write-pid", "session",   "sleep-forever",
     "end",          "fork-session",  "double-fork", "close-out", "close-err", "write-pid",
     "daemon",       "sleep-forever", "end",         "end",       "wait-file", "group",
     "wait-file",    "session",       "wait-file",   "daemon",    "print",     "ready",
     "sleep-forever"});

}  // namespace

TEST_SUITE("signals") {
    TEST_CASE("a signal stops the workers, relays their last words and ends as usual") {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            CAPTURE(signal);
            const Match match(
                scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"}),
                          child({"touch", "late"}, R"("time": 1000)")}));
            Program game(match.launch);
            game.wait_for_output("ready");
            game.signal(signal);
            const Result result = game.wait();
            CHECK(lines(result.output) == Words{started(1), got(1, "ready"), got(1, "farewell"),
                                                ended(1, "exit code 0", 0), bye});
            CHECK(result.errors.empty());
            CHECK(result.ending == killed_by(signal));
        }
    }

    TEST_CASE("every line that workers still write is relayed") {
        const Match match(
            scenario({shell("trap 'i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo "
                            "last $i; done; exit 0' TERM; echo ready; "
                            "while :; do sleep 0.01; done")}));
        Program game(match.launch);
        game.wait_for_output("ready");
        game.signal(SIGTERM);
        const Result result = game.wait();
        CHECK(count(lines(result.output), "got `last ") == 2000);
        CHECK(result.output.ends_with(got(1, "last 2000", "sh") + "\n" +
                                      ended(1, "exit code 0", 0, "sh") + "\n" + bye + "\n"));
    }

    TEST_CASE("a signal before anything is launched ends the game") {
        const Match match(scenario({child({}, R"("time": 1e9)")}), {});
        Program game(match.launch);
        game.wait_for_output("clock = 0000s\n");
        game.signal(SIGTERM);
        const Result result = game.wait();
        CHECK(result.output.ends_with("s\n" + bye + "\n"));
        CHECK(result.ending == killed_by(SIGTERM));
    }

    TEST_CASE("a signal to the whole job at its very start is never a failure") {
        // At first nobody is there to heed it, and it does what it does to any program.
        const auto has_processes = [](std::size_t wanted) {
            return [wanted](const Program& game) {
                return descendants_of(game.pid()).size() >= wanted;
            };
        };
        const std::vector<std::function<bool(const Program&)>> moments{
            has_processes(0), has_processes(1), has_processes(2),
            [](const Program& game) { return !game.output().empty(); }};
        for (const auto& moment : moments) {
            Match match(scenario({child({"sleep-forever"})}));
            match.launch.own_group = true;
            Program game(match.launch);
            game.wait_until("the moment has come", [&] { return moment(game); });
            game.signal_group(SIGINT);
            const Result result = game.wait();
            CHECK(result.errors.empty());
            CHECK(result.ending == killed_by(SIGINT));
        }
    }

    TEST_CASE("a signal in the middle of a burst leaves nobody") {
        const Match match(scenario({shell("sleep 1000", R"("count": 300)")}));
        Program game(match.launch);
        game.wait_for_output("worker ps#20 ");
        game.signal(SIGTERM);
        const Result result = game.wait();
        check_story(result.output);
        CHECK(result.ending == killed_by(SIGTERM));
    }

    TEST_CASE("a failed worker does not change the exit code of a signal") {
        const Match match(scenario({child({"exit", "1"}), child({"sleep-forever"})}));
        Program game(match.launch);
        game.wait_for_output("- exit code 1 -");
        game.signal(SIGINT);
        CHECK(game.wait().ending == killed_by(SIGINT));
    }

    TEST_CASE("a signal that was ignored at the start stays ignored") {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            CAPTURE(signal);
            Match match(scenario({child({"print", "ready", "wait-file", "go"})}));
            match.launch.ignored_signals = {signal};
            Program game(match.launch);
            game.wait_for_output("ready");
            game.signal(signal);
            wait_until_idle(game.pid());
            match.release("go");
            CHECK(game.wait().ending == exited(0));
        }
    }

    TEST_CASE("a second signal kills at once") {
        for (const int second : {SIGTERM, SIGINT}) {
            CAPTURE(second);
            const Match match(scenario({clinging}, R"("stop_timeout": 100000)"));
            Program game(match.launch);
            game.wait_for_output("ready");
            game.signal(SIGTERM);
            wait_until_idle(game.pid());
            game.signal(second);
            game.wait_for_end();
            wait_until_all_are_gone();
        }
    }

    TEST_CASE("one decision that reaches us twice is one") {
        // As from timeout(1), or from a terminal that goes while a shell is there.
        for (const int signal : {SIGTERM, SIGHUP}) {
            const Match match(scenario({child(
                {"print", "ready", "on-term", "farewell", "sleep-forever"}, R"("count": 5)")}));
            Program game(match.launch);
            for (int worker = 1; worker <= 5; ++worker)
                game.wait_for_output(got(worker, "ready"));
            wait_until_idle(game.pid());
            game.signal(signal);
            game.wait_until("the signal has arrived",
                            [&] { return !has_pending_signal(game.pid()); });
            game.signal(signal);
            const Result result = game.wait();
            CHECK(count(lines(result.output), "got `farewell`") == 5);
            CHECK(result.ending == killed_by(signal));
        }
    }

    TEST_CASE("however late a second signal comes, it is no death by that signal") {
        const Words moments{"", "farewell", "<<<<<<<<", bye, bye, bye, bye};
        for (const std::string& moment : moments) {
            const Match match(
                scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"})}));
            Program game(match.launch);
            game.wait_for_output("ready");
            game.signal(SIGTERM);
            game.wait_for_output(moment);
            game.signal(SIGTERM);
            CHECK(game.wait_for_end() == killed_by(SIGTERM));
        }
    }

    TEST_CASE("Ctrl-C at the terminal is exit code 130") {
        Terminal terminal;
        Match match(scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"})}));
        match.launch.terminal = &terminal;
        match.launch.input = Source::terminal;
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("\x03");
        const Result result = game.wait();
        CHECK(contains(result.output, got(1, "farewell")));
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == killed_by(SIGINT));
    }

    TEST_CASE("SIGKILL of game leaves nobody, nor does a signal that it does not heed") {
        for (const int signal : {SIGKILL, SIGQUIT}) {
            CAPTURE(signal);
            const Match match(scenario({clinging}));
            Program game(match.launch);
            game.wait_for_output("ready");
            game.signal(signal);
            CHECK(game.wait_for_end() == killed_by(signal));
            wait_until_all_are_gone();
        }
    }

    TEST_CASE("SIGKILL of any process of game leaves nobody") {
        // Which and how many there are is game's affair; each is killed in a run of its own.
        std::size_t processes = 1;
        for (std::size_t victim = 0; victim < processes; ++victim) {
            CAPTURE(victim);
            const Match match(scenario({clinging}));
            Program game(match.launch);
            game.wait_for_output("ready");
            const std::vector<Process> found = game_processes();
            processes = found.size();
            REQUIRE(victim < processes);
            ::kill(found[victim].pid, SIGKILL);
            game.wait_for_end();
            wait_until_all_are_gone();
        }
    }

    TEST_CASE("SIGKILL of all processes that have the name of game leaves nobody") {
        const Match match(scenario({clinging}));
        Program game(match.launch);
        game.wait_for_output("ready");
        for (const Process& process : game_processes()) {
            if (contains(process.name, "game")) ::kill(process.pid, SIGKILL);
        }
        CHECK(game.wait_for_end() == killed_by(SIGKILL));
        wait_until_all_are_gone();
    }

    TEST_CASE("SIGKILL of a game of which every process is stopped leaves nobody") {
        const Match match(scenario({clinging}));
        Program game(match.launch);
        game.wait_for_output("ready");
        // Itself first, or it would see to it that the others go on.
        game.signal(SIGSTOP);
        game.wait_until("it is stopped", [&] { return is_stopped(game.pid()); });
        for (const Process& process : game_processes())
            ::kill(process.pid, SIGSTOP);
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();
    }

    TEST_CASE("SIGKILL in the middle of a burst leaves nobody") {
        const Match match(scenario({shell("sleep 1000", R"("count": 300)")}));
        Program game(match.launch);
        game.wait_for_output("worker ps#20 ");
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();
    }

    TEST_CASE("--fail-fast - the first failure stops all the others") {
        const Match match(scenario({child({"on-term", "farewell", "print", "ready", "touch", "go",
                                           "sleep-forever"}),
                                    child({"wait-file", "go", "exit", "3"}),
                                    child({"touch", "late"}, R"("time": 1000)")}),
                          {"--no-clock", "--fail-fast"});
        const Result result = match.play();
        check_story(result.output);
        CHECK(contains(result.output, ended(2, "exit code 3", 1)));
        CHECK(contains(result.output, got(1, "farewell")));
        CHECK_FALSE(match.has("late"));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
