/// game(1): standard input, whatever it is and however its lines arrive.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/story.h"

#include <algorithm>
#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

namespace tests {

namespace {

const std::string waiting = child({"print", "ready", "wait-file", "go"});

constexpr std::size_t longest_line = 4096;

/// Starts a game on this input, waits until the mark at its end is refused, and ends it.
Result play_input(const std::string& typed, const std::string& mark) {
    Match match(scenario({waiting}), {"--no-clock", "--speed", "1000"});
    match.launch.input = Source::file;
    match.launch.typed = typed + mark + "\n";
    Program game(match.launch);
    game.wait_for_output(mark + ": no such command; try help\n");
    match.release("go");
    return game.wait();
}

}  // namespace

TEST_SUITE("keyboard input") {
    TEST_CASE("commands come through whatever standard input is") {
        for (const Source source : {Source::pipe, Source::file, Source::socket, Source::terminal}) {
            CAPTURE(to_string(source));
            Terminal terminal;
            Match match(scenario({waiting}), {"--no-clock", "--speed", "1000"});
            match.launch.input = source;
            match.launch.terminal = &terminal;
            match.launch.typed = "3\n9\n";
            Program game(match.launch);
            game.wait_for_output(started(2, "predef 3"));
            game.wait_for_output("9 must be between 1 and 4\n");
            match.release("go");
            const Result result = game.wait();
            CHECK(result.output.ends_with(bye + "\n"));
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("the end of input ends the reading and nothing else") {
        for (const Source source : {Source::null_device, Source::closed, Source::pipe, Source::file,
                                    Source::socket, Source::terminal}) {
            CAPTURE(to_string(source));
            Terminal terminal;
            Match match(scenario({child({"print", "ready", "wait-file", "go", "print", "on"})}));
            match.launch.input = source;
            match.launch.terminal = &terminal;
            Program game(match.launch);
            game.close_input();
            game.wait_for_output("got `ready`");
            match.release("go");
            const Result result = game.wait();
            CHECK(lines(result.output) == Words{started(1), got(1, "ready"), got(1, "on"),
                                                ended(1, "exit code 0", 0), bye});
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("after the end of input no processor time is used") {
        for (const Source source : {Source::null_device, Source::closed, Source::pipe, Source::file,
                                    Source::socket, Source::terminal}) {
            CAPTURE(to_string(source));
            Terminal terminal;
            Match match(scenario({waiting}), {"--no-clock", "--speed", "1000"});
            match.launch.input = source;
            match.launch.terminal = &terminal;
            match.launch.typed = "9\n";
            Program game(match.launch);
            game.wait_for_output("got `ready`");
            game.close_input();
            // A timer of the launch may still be there to end.
            game.wait_until("no process wakes up while it has nothing to do", [&game] {
                const long before = wake_ups(game_processes());
                wait_until_idle(game.pid());
                return wake_ups(game_processes()) == before;
            });
            match.release("go");
            CHECK(game.wait().ending == exited(0));
        }
    }

    TEST_CASE("a game whose keyboard stays open ends with its last worker") {
        for (const Source source : {Source::pipe, Source::socket, Source::terminal}) {
            CAPTURE(to_string(source));
            Terminal terminal;
            Match match(scenario({child({})}));
            match.launch.input = source;
            match.launch.terminal = &terminal;
            CHECK(match.play().ending == exited(0));
        }
    }

    TEST_CASE("one line may arrive in several reads") {
        Match match(scenario({waiting}), {"--no-clock", "--speed", "1000"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("got `ready`");
        for (const char* piece : {"no", "t ", "on", "e\n2", "2"}) {
            game.type(piece);
            wait_until_idle(game.pid());
        }
        game.type("\n1");
        wait_until_idle(game.pid());
        game.type("\n");
        game.wait_for_output(started(2, "predef 1"));
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(result.output, "\nnot one: no such command; try help\n"));
        CHECK(only(lines(result.output), "must be") == Words{"22 must be between 1 and 4"});
    }

    TEST_CASE("several lines may arrive in one read") {
        const Result result = play_input("7\n\n8\n2\n9\n", "mark");
        CHECK(only(lines(result.output), "must be") == Words{"7 must be between 1 and 4",
                                                             "8 must be between 1 and 4",
                                                             "9 must be between 1 and 4"});
        CHECK(contains(result.output, started(2, "predef 2")));
    }

    TEST_CASE("a last line without newline counts at the end of input") {
        for (const Source source : {Source::pipe, Source::file, Source::socket}) {
            CAPTURE(to_string(source));
            Match match(scenario({waiting}), {"--no-clock", "--speed", "1000"});
            match.launch.input = source;
            match.launch.typed = "8\n4";
            Program game(match.launch);
            game.type("");
            game.close_input();
            game.wait_for_output(started(2, "predef 4"));
            match.release("go");
            CHECK(game.wait().ending == exited(0));
        }
    }

    TEST_CASE("a line of 4096 bytes is a line as any other") {
        const std::string line(longest_line, 'x');
        const Result result = play_input(line + "\n", "mark");
        CHECK(contains("\n" + result.output, "\n" + line + ": no such command; try help\n"));
    }

    TEST_CASE("a longer line is refused whole") {
        // None of its pieces may pass for a command, wherever it is cut.
        for (const std::size_t length :
             {longest_line + 1, longest_line * 2, std::size_t{100'000}}) {
            CAPTURE(length);
            const Result result = play_input(std::string(length - 1, 'x') + "2\n3\n", "mark");
            CHECK_FALSE(contains(result.output, "predef 2"));
            CHECK(contains(result.output, started(2, "predef 3")));
            CHECK(result.output.size() < longest_line);
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("a longer line that the end of input cuts off is refused, too") {
        Match match(scenario({waiting}));
        match.launch.input = Source::file;
        match.launch.typed = "9\n" + std::string(longest_line, 'x') + "2";
        Program game(match.launch);
        game.wait_for_output("9 must be between 1 and 4\n");
        match.release("go");
        const Result result = game.wait();
        CHECK_FALSE(contains(result.output, "predef"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a mebibyte of garbage does no harm") {
        std::string garbage;
        unsigned state = 1;
        while (garbage.size() < 1U << 20U) {
            state = state * 1664525U + 1013904223U;
            const char byte = static_cast<char>(state >> 24U);
            garbage += byte == '1' || byte == '2' || byte == '3' || byte == '4' ? '5' : byte;
        }
        for (const bool one_line : {false, true}) {
            CAPTURE(one_line);
            if (one_line) std::replace(garbage.begin(), garbage.end(), '\n', ' ');
            const Result result = play_input(garbage + "\n1\n", "mark");
            CHECK(contains(result.output, started(2, "predef 1")));
            CHECK(result.output.ends_with(bye + "\n"));
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("a predef typed over and over costs no memory while it waits its turn") {
        const std::size_t times = sanitized ? 10'000 : 3'000'000;
        Match match(scenario({child({"print", "ready", "sleep-forever"})}),
                    {"--no-clock", "--max-running", "1"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type(repeated("1\n", times) + "list\n");
        game.wait_for_errors("1 running, " + std::to_string(times) + " waiting\n");
        if (!sanitized) CHECK(resident_kib(game_processes()) < 32L << 10);
        game.signal(SIGTERM);
        CHECK(game.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE("input that keeps coming does not stop the workers") {
        Match match(scenario({child({"print", "ready", "lines", "1000", "x"})}));
        const Descriptor endless = open_file("/dev/zero", O_RDONLY);
        match.launch.input_descriptor = endless.get();
        const Result result = match.play();
        CHECK(contains(result.output, got(1, "x 1000")));
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
