/// game(1): a log, replayed, is the run again.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Plays with lines typed at the keyboard, the last of which ends it, and checks the replay.
std::string check_typed(Match& match, const std::string& typed) {
    match.launch.input = Source::file;
    match.launch.typed = typed;
    return check_recording(match);
}

}  // namespace

TEST_SUITE("replay") {
    TEST_CASE("players and the clock") {
        Match match(R"([[0.5, 1], [1, 2], [3, 3]])", {"--speed", "20", "--seed", "7"});
        const std::string log = check_recording(match);
        CHECK(count(lines(log), R"("move":)") == 10 + 9 + 18);
        CHECK(count(lines(log), R"("event":"clock")") > 3);
    }

    TEST_CASE("a script of nothing") {
        Match match(scenario({}));
        check_recording(match);
    }

    TEST_CASE("lines of every kind") {
        Match match(scenario({child(
            {"print", "hello", "print-err", "oops", "write", "a\\r\\n\\n\\0\\x1b[31m\\x7f\\n",
             "write-err", "\\xff\\xfe\\n", "write", "N jo\\xffhn\\nN john\\n", "write-err",
             "N john\\n", "write", "caf\\xc3\\xa9 \\xe2\\x80\\xa8 \\xf0\\x9f\\x8e\\xb2\\n", "write",
             "\\\"quoted\\\" \\\\ \\t\\n", "write", "no newline"})}));
        const std::string log = check_recording(match);
        CHECK(count(lines(log), R"("base64":)") == 2);
    }

    TEST_CASE("every byte") {
        std::string raw;
        for (int byte = 0; byte < 256; ++byte) {
            char text[16];
            std::snprintf(text, sizeof text, "\\x%02xx\\n", static_cast<unsigned>(byte));
            raw += text;
        }
        Match match(scenario({child({"write", raw, "write-err", raw})}));
        check_recording(match);
    }

    TEST_CASE("long lines, in pieces") {
        Match match(scenario({child({"long", "200000", "write", "\\n", "long", "65536"}),
                              shell("head -c 100000 /dev/zero"),
                              shell("head -c 100000 /dev/zero | tr '\\0' '\\377' >&2")}));
        const std::string log = check_recording(match);
        CHECK(count(lines(log), R"("continued":true)") == 5);
    }

    TEST_CASE("ends of every kind") {
        Match match(
            scenario({child({"exit", "3"}), child({"kill-self", "11"}),
                      child({"sleep-forever"}, R"("timeout": 0.05)"),
                      child({"on-term", "bye", "sleep-forever"}, R"("timeout": 0.05)"),
                      command({"/no/such/program"}), child({}, R"("name": "zoë", "count": 3)")},
                     R"("max_running": 3)"));
        check_recording(match);
    }

    TEST_CASE("what was typed, and who was stopped on request") {
        Match match(scenario({child({"sleep-forever"}, R"("count": 2)")}));
        const std::string overlong = std::string(63, 'x') + repeated("é", 3000);
        const std::string log = check_typed(
            match, "7\nlist\n\nhelp\nkill 9\nkill x\n\xff\xfe\n\x1b[31m\n  nonsense \n" + overlong +
                       "\nkill 1\nquit\n");
        CHECK(count(lines(log), R"("error_base64":)") == 2);
        CHECK(contains(log, R"("failed":0)"));
    }

    TEST_CASE("a worker that was typed, and one that had failed before quit") {
        Match match(scenario({child({"exit", "1"}), child({"sleep-forever"})}),
                    {"--no-clock", "--speed", "100"});
        const std::string log = log_to_file(match);
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("exit code 1");
        game.type("1\n");
        game.wait_for_output("worker ps#3 (predef 1) - exit code 0");
        game.type("quit\n");
        const Result run = game.wait();
        CHECK(run.ending == exited(1));
        check_replay(log, run);
    }

    TEST_CASE("--fail-fast") {
        Match match(scenario({child({"exit", "3"}), child({"sleep-forever"}, R"("count": 3)")}),
                    {"--no-clock", "--fail-fast"});
        const std::string log = check_recording(match);
        CHECK(contains(log, R"("failed":1)"));
    }

    TEST_CASE("--fail-fast, when many fail at once") {
        Match match(scenario({child({"exit", "3"}, R"("count": 30)")}),
                    {"--no-clock", "--fail-fast"});
        check_recording(match);
    }

    TEST_CASE("a worker that had exited and was only read to its end when the game was quit") {
        Match match(scenario(
            {child({"fork", "sleep-forever", "end", "write-pid", "failing", "exit", "3"})}));
        const std::string log = log_to_file(match);
        match.launch.input = Source::pipe;
        Program game(match.launch);
        const pid_t failing = match.wait_for_pid("failing");
        game.wait_until("it has failed", [&] { return !is_alive(failing); });
        game.type("quit\n");
        check_replay(log, game.wait());
    }

    TEST_CASE("a run that was stopped by a signal") {
        Match match(scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"}),
                              child({"sleep-forever"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output("ready");
        game.signal(SIGTERM);
        const Result run = game.wait();
        CHECK(run.ending == killed_by(SIGTERM));
        check_replay(log, run);
    }

    TEST_CASE("what control clients are refused is in the log, and not in the text") {
        Match match(scenario({child({"sleep-forever"})}), {"--no-clock", "--keep-running"});
        const std::string log = log_to_file(match);
        const std::string path = match.folder.path("control");
        match.launch.add({"--control", path});
        Program game(match.launch);
        game.wait_for_output(started(1));
        ControlClient client(path);
        client.send("kill 7\nnonsense\nkill 1\nquit\n");
        client.wait_for_end();
        const Result run = game.wait();
        CHECK(run.ending == exited(0));
        check_replay(log, run);
        CHECK(count(lines(file_content(log)), R"("from":"control","error":)") == 2);
    }

    TEST_CASE("a run whose reader went away has its whole text, and its exit code") {
        Match match(scenario({child({"flood-forever"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output("got `flood 1`");
        game.close_output();
        const Result run = game.wait();
        const Result again = replay(log);
        CHECK(again.ending == exited(141));
        CHECK(again.ending == run.ending);
        CHECK(again.output.starts_with(run.output.substr(0, run.output.rfind('\n') + 1)));
        check_story(again.output);
    }

    TEST_CASE("standard output as NDJSON is a log, too, even while it is written") {
        const Match match(scenario({child({"lines", "2000", "x", "exit", "2"})}));
        Launch launch;
        launch.command = {"/bin/sh",
                          "-c",
                          "\"$1\" --output ndjson \"$2\" | \"$1\" --replay /dev/stdin --speed 1e6",
                          "sh",
                          GAME_PROGRAM,
                          match.folder.path("scenario.json")};
        const Result result = run(launch);
        CHECK(count(lines(result.output), "got `x ") == 2000);
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(2 - 1));
    }

    TEST_CASE("what makes the text look different does so in a replay, too") {
        const Words looks = {"--color", "always", "--timestamps", "--summary"};
        Match match(scenario({child({"write", "N zoe\\n\\x1b[31m\\n", "exit", "3"}),
                              child({"print-err", "oops"})}),
                    looks);
        const std::string log = log_to_file(match);
        const Result run = match.play();
        Words options = looks;
        options.insert(options.end(), {"--speed", "1e6"});
        const Result again = replay(log, options);
        CHECK(again.output == run.output);
        CHECK(again.ending == run.ending);
    }

    TEST_CASE("a replay draws the same timeline") {
        Match match(R"([[0, 1], [0.5, 2]])", {"--no-clock", "--speed", "20"});
        const std::string log = log_to_file(match);
        const std::string first = match.folder.path("first.svg");
        const std::string second = match.folder.path("second.svg");
        match.launch.add({"--timeline", first});
        match.play();
        replay(log, {"--speed", "1e6", "--timeline", second});
        CHECK(contains(file_content(first), "<svg"));
        CHECK(file_content(second) == file_content(first));
    }

    TEST_CASE("--no-clock leaves the clock out of a replay") {
        Match match(scenario({child({"print", "x"})}), {});
        const std::string log = log_to_file(match);
        match.play();
        const Result result = replay(log, {"--no-clock", "--speed", "1e6"});
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "x"), ended(1, "exit code 0", 0), bye});
    }
}

}  // namespace tests
