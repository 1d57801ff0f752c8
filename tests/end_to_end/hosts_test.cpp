/// game-scenario(5), hosts: workers on other machines are as those on this one. The other machines
/// are this one, too: what leads to them is a shell.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <algorithm>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

/// A command that runs its arguments, after the shell command `first`.
Words direct(std::string_view first = "") {
    return {"sh", "-c", std::string(first) + "exec \"$@\"", "sh"};
}

/// As a network: the bytes of both directions pass through other processes.
Words piped() {
    return {"sh", "-c", "cat | \"$@\" | cat", "sh"};
}

std::string host(std::string_view name, const Words& connect, int slots,
                 std::string_view agent = GAME_PROGRAM) {
    return R"({"name": )" + json_string(name) + R"(, "connect": )" + list(connect) +
           R"(, "slots": )" + std::to_string(slots) + R"(, "agent": )" + json_string(agent) + "}";
}

std::string local(int slots) {
    return R"({"name": "local", "slots": )" + std::to_string(slots) + "}";
}

/// The member of a scenario.
std::string hosts(const Words& all, std::string_view more = "") {
    std::string text = R"("hosts": [)";
    for (const std::string& one : all)
        text += (one == all.front() ? "" : ", ") + one;
    return text + "]" + (more.empty() ? "" : ", ") + std::string(more);
}

/// On one host.
Match on_host(const Words& entries, std::string_view more = "", const Words& connect = direct()) {
    return Match(scenario(entries, hosts({host("a", connect, 50)}, more)));
}

/// The lines without the numbers of pipes. The two streams of a worker may come in either order.
Words comparable(const std::string& output) {
    Words all;
    for (const std::string& line : lines(output))
        all.push_back(line.substr(0, line.find("pipe:[")));
    std::sort(all.begin(), all.end());
    return all;
}

/// The agent's own process, not its fork server.
pid_t find_agent(pid_t game) {
    pid_t found = 0;
    wait_until("there is an agent", [&] {
        for (const Process& process : descendants_running(game, GAME_PROGRAM)) {
            const std::string line =
                file_content("/proc/" + std::to_string(process.pid) + "/cmdline");
            const bool is_agent = contains(line, "--agent") && process.name == "game";
            if (is_agent) found = process.pid;
        }
        return found != 0;
    });
    return found;
}

pid_t find_fork_server(pid_t agent) {
    for (const Process& process : living_descendants_of(agent)) {
        if (process.parent == agent) return process.pid;
    }
    return 0;
}

}  // namespace

TEST_SUITE("hosts") {
    TEST_CASE("a worker there tells the same as one here") {
        const Words entries = {
            child({"print", "hello", "print-err", "oops", "write", "no end"}),
            child({"write", R"(\0\xff\xfe\r\n\n\x80)", "print-cwd", "print-fds"}),
            child({"long", "200000", "exit", "3"}),
            child({"print", "it's", "print", "$HOME `x` \"q\" \\ * ?\t;&|", "print", "", "print",
                   "two  words", "print", "\xc3\xa4\n-"}),
            child({"print-env", "LEVEL", "print-env", "GAME_WORKER", "print-env", "GAME_SPEED",
                   "print-cwd"},
                  R"("env": {"LEVEL": "a b"}, "cwd": "/")"),
            child({"is-pipe", "read-stdin", "print-signals", "print-limit", "nofile"}),
            child({"kill-self", "11"}),
            command({"nosuch"}),
            command({"/etc/passwd"}),
            child({"print", "x"}, R"("cwd": "nowhere")"),
            R"({"predef": 1, "time": 0})",
        };
        // The same folder, and the same order.
        Match here(scenario(entries, R"("max_running": 1)"),
                   {"--no-clock", "--seed", "1", "--speed", "50"});
        const Result expected = here.play();
        for (const Words& connect : {direct(), piped(), direct("sleep 0.2; ")}) {
            here.folder.write("there.json", scenario(entries, hosts({host("a", connect, 1)})));
            Launch launch = here.launch;
            std::replace(launch.command.begin(), launch.command.end(),
                         here.folder.path("scenario.json"), here.folder.path("there.json"));
            REQUIRE(launch.command != here.launch.command);
            const Result result = run(launch);
            CHECK(comparable(result.output) == comparable(expected.output));
            CHECK(result.ending == expected.ending);
            CHECK(result.errors == "");
        }
    }

    TEST_CASE("none of the lines before a death is lost") {
        for (const Words& connect : {direct(), piped()}) {
            const Result result =
                on_host({child({"lines", "50", "x", "kill-self", "15"}, R"("count": 10)"),
                         child({"lines", "50", "x", "kill-self", "9"}, R"("count": 10)"),
                         child({"lines", "50", "x", "kill-self", "11"}, R"("count": 10)"),
                         child({"lines", "50", "x", "exit", "3"}, R"("count": 10)")},
                        "", connect)
                    .play();
            const Words told = lines(result.output);
            CHECK(count(told, "got `x ") == 2000);
            CHECK(count(told, "exit code -15 ") == 10);
            CHECK(count(told, "exit code -9 ") == 10);
            CHECK(count(told, "exit code -11 ") == 10);
            CHECK(count(told, "exit code 3 ") == 10);
            check_story(result.output);
        }
    }

    TEST_CASE("a slow reader here blocks the writers there, and loses nothing") {
        Match match = on_host({child({"lines", "100000", "some words"}, R"("count": 4)")});
        Program game(match.launch);
        game.wait_for_output("got `");
        game.hold_output();
        wait_until_idle(game.pid());
        CHECK(descendants_running(game.pid(), CHILD_PROGRAM).size() == 4);
        if (!sanitized) CHECK(resident_kib(living_descendants_of(game.pid())) < 64L << 10);
        // The far end goes on to be heard.
        let_pass(std::chrono::milliseconds(1200));
        game.release_output();
        const Result result = game.wait();
        CHECK(count(lines(result.output), "got `some words") == 400000);
        CHECK(result.ending == exited(0));
        CHECK(result.errors == "");
    }

    TEST_CASE("what a worker leaves behind is read for a moment, and killed") {
        const Result result = on_host({child({"fork", "ignore-term", "print", "left",
                                              "sleep-forever", "end", "print", "x"})})
                                  .play();
        CHECK(contains(result.output, got(1, "x")));
        CHECK(contains(result.output, ended(1, "exit code 0", 0)));
        CHECK(descendants_running(::getpid(), CHILD_PROGRAM).empty());
    }

    TEST_CASE("timeout: last words are told, and who ignores SIGTERM is killed") {
        const Result result =
            on_host({child({"on-term", "last words", "sleep-forever"}, R"("timeout": 0.3)"),
                     child({"ignore-term", "print", "deaf", "sleep-forever"}, R"("timeout": 0.3)"),
                     child({"fork-session", "on-term", "far words", "sleep-forever", "end",
                            "sleep-forever"},
                           R"("timeout": 0.3)")},
                    R"("stop_timeout": 0.5)", piped())
                .play();
        CHECK(contains(result.output, got(1, "last words")));
        CHECK(contains(result.output, got(3, "far words")));
        CHECK(count(lines(result.output), " - timed out - ") == 3);
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("kill, list and quit reach it") {
        Match match = on_host({child({"on-term", "bye 1", "print", "up", "sleep-forever"}),
                               child({"on-term", "bye 2", "print", "up", "sleep-forever"})});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output(got(1, "up"));
        game.wait_for_output(got(2, "up"));
        game.type("list\n");
        game.wait_for_errors("2 running, 0 waiting");
        CHECK(count(lines(game.errors()), " on a - ") == 2);
        game.type("kill 1\n");
        game.wait_for_output(ended(1, "exit code 0", 1));
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, got(1, "bye 1")));
        CHECK(contains(result.output, got(2, "bye 2")));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a signal stops all, a second one kills") {
        Match match = on_host({child({"on-term", "bye", "print", "up", "sleep-forever"}),
                               child({"ignore-term", "print", "up", "sleep-forever"})});
        Program game(match.launch);
        game.wait_for_output(got(1, "up"));
        game.wait_for_output(got(2, "up"));
        game.signal(SIGINT);
        game.wait_for_output(ended(1, "exit code 0", 1));
        game.signal(SIGTERM);
        const Result result = game.wait();
        CHECK(contains(result.output, got(1, "bye")));
        CHECK(contains(result.output, ended(2, "exit code -9", 0)));
        CHECK(result.ending == killed_by(SIGINT));
    }

    TEST_CASE("slots are respected, and the host with most free ones is taken") {
        Match match(scenario({child({"wait-file", "go"}, R"("count": 10)")},
                             hosts({host("a", direct(), 4), local(2), host("b", piped(), 2)})),
                    {"--no-clock", "--output", "ndjson"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        const auto starts = [&] { return only(lines(game.output()), R"("event":"start")"); };
        game.wait_until("eight run", [&] { return starts().size() >= 8; });
        wait_until_idle(game.pid());
        const Words first = starts();
        REQUIRE(first.size() == 8);
        CHECK(count(first, R"("host":"a")") == 4);
        CHECK(count(first, R"("host":"local")") == 2);
        CHECK(count(first, R"("host":"b")") == 2);
        for (const int worker : {1, 2}) {  // whichever host answers first
            const Words its = only(first, "\"worker\":" + std::to_string(worker) + ",");
            CHECK(count(its, R"("host":"a")") == 1);
        }
        game.type("list\n");
        game.wait_for_errors("8 running, 2 waiting");
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("a match is played by bots on two hosts") {
        const PlayedMatch played(
            match_scenario({good_bot, shell(bot("echo N"), named("other"))},
                           R"("rules": "paint", "turns": 20, "first_limit": 20, "turn_limit": 20)",
                           hosts({host("a", direct(), 1), host("b", piped(), 1)})));
        CHECK(played.of("turn").size() == 20);
        CHECK(played.total("good", "answered") == 20);
        CHECK(played.total("other", "answered") == 20);
        CHECK(played.of("start").at(0)["host"] != played.of("start").at(1)["host"]);
    }

    TEST_CASE("what the transport says is told as ours; what a login says is passed over") {
        const Result result =
            on_host({child({"print", "x"})}, "",
                    direct("echo Welcome; printf 'no newline> '; echo careful >&2; "))
                .play();
        CHECK(contains(result.output, ended(1, "exit code 0", 0)));
        CHECK(!contains(result.output, "Welcome"));
        CHECK(result.errors == "game: host a: careful\n");
    }

    TEST_CASE("a host that cannot be used is said once, and its workers go elsewhere") {
        struct Case {
            std::string host;
            std::string said;
        };
        const std::vector<Case> cases = {
            {host("bad", direct(), 9, "/nosuch/game"),
             "game: host bad cannot be used: /nosuch/game was not found there: copy this program"},
            {host("bad", {"/nosuch/ssh", "there"}, 9),
             "game: host bad cannot be used: /nosuch/ssh: No such file or directory\n"},
            {host("bad", direct("echo no; exit 3; "), 9),
             "game: host bad cannot be used: its connection ended: exit code 3\n"},
            {host("bad", direct("echo game-agent 99 9.9; cat; "), 9),
             "game: host bad cannot be used: its game speaks version 99 of the protocol"},
            {host("bad", direct("head -c 400000 /dev/zero; cat; "), 9),
             "game: host bad cannot be used: the program at the other end is not game --agent\n"},
            {host("bad", direct("echo game-agent 1 0.1; echo this is no frame at all; cat; "), 9),
             "game: host bad cannot be used: "},
        };
        for (const Case& one : cases) {
            CAPTURE(one.said);
            Match match(scenario({child({"print", "x"}, R"("count": 3)")},
                                 hosts({one.host, host("good", direct(), 2)})));
            const Result result = match.play();
            CHECK(count(lines(result.output), " - exit code 0 - ") == 3);
            CHECK(count(lines(result.errors), "host bad cannot be used") == 1);
            CHECK(contains(result.errors, one.said));
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("with no host left, workers cannot start") {
        const Result result =
            Match(scenario({child({"print", "x"}, R"("count": 2)")},
                           hosts({host("a", {"false"}, 9), host("b", {"false"}, 9)})))
                .play();
        CHECK(count(lines(result.output), "cannot start: no host can be reached") == 2);
        CHECK(count(lines(result.errors), "cannot be used") == 2);
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a host that is lost loses its workers, and nothing is left on it") {
        for (const std::string_view killed : {"agent", "its fork server", "transport"}) {
            CAPTURE(killed);
            const bool is_direct = killed != "transport";
            Match match(scenario(
                {child({"fork-session", "sleep-forever", "end", "print", "up", "sleep-forever"},
                       R"("count": 3)"),
                 child({"print", "later"}, R"("time": 0.1)")},
                hosts({host("a", is_direct ? direct() : piped(), 3), local(1)})));
            Program game(match.launch);
            game.wait_for_output(got(4, "later"));
            for (const int worker : {1, 2, 3})
                game.wait_for_output(got(worker, "up"));
            if (killed == "agent") {
                ::kill(find_agent(game.pid()), SIGKILL);
            } else if (is_direct) {
                ::kill(find_fork_server(find_agent(game.pid())), SIGKILL);
            } else {
                for (const Process& process : living_descendants_of(game.pid())) {
                    if (process.name == "cat" || process.name == "sh") {
                        ::kill(process.pid, SIGKILL);
                    }
                }
            }
            const Result result = game.wait();
            CHECK(count(lines(result.output), " - lost - ") >= 2);
            CHECK(count(lines(result.errors), "game: host a is lost: ") == 1);
            CHECK(result.ending == exited(1));
            CHECK(descendants_running(::getpid(), CHILD_PROGRAM).empty());
        }
    }

    TEST_CASE("an agent whose output is cut off while it is full leaves nothing") {
        // dd, unlike head, passes on at once what it has read.
        const Words cut = {"sh", "-c", "\"$@\" | dd bs=65536 count=40 status=none", "sh"};
        Match match = on_host({child({"flood-forever"})}, "", cut);
        const Result result = match.play();
        CHECK(contains(result.output, ended(1, "lost", 0)));
        CHECK(contains(result.errors, "game: host a is lost: "));
        wait_until_all_are_gone();
    }

    TEST_CASE("kill -9 of game leaves nothing, on no host") {
        for (const Words& connect : {direct(), piped()}) {
            Match match = on_host({child({"fork-session", "ignore-term", "sleep-forever", "end",
                                          "on-term", "x", "print", "up", "sleep-forever"})},
                                  "", connect);
            Program game(match.launch);
            game.wait_for_output(got(1, "up"));
            game.signal(SIGKILL);
            game.wait_for_end();
            wait_until_all_are_gone();
        }
    }

    TEST_CASE("a host that is silent for five seconds is lost") {
        Match match(
            scenario({child({"print", "up", "sleep-forever"})}, hosts({host("a", piped(), 1)})));
        Program game(match.launch);
        game.wait_for_output(got(1, "up"));
        for (const Process& process : living_descendants_of(game.pid())) {
            if (process.name == "cat") ::kill(process.pid, SIGSTOP);
        }
        const Result result = game.wait();
        CHECK(contains(result.output, ended(1, "lost", 0)));
        CHECK(result.errors == "game: host a is lost: nothing was heard from it for 5 s\n");
        CHECK(descendants_running(::getpid(), CHILD_PROGRAM).empty());
    }

    TEST_CASE("game --agent says what it is to whoever is no game") {
        Launch launch = Launch::of(GAME_PROGRAM, {"--agent"});
        launch.input = Source::pipe;
        Program agent(launch);
        agent.wait_for_output("game-agent 1 ");
        agent.type("game-near 2 0\n");
        const Result result = agent.wait();
        CHECK(contains(result.errors, "game --agent: "));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
