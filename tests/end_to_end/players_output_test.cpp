/// players(1): every move is written at once, whole, in one write, whatever standard output is.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/players.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"
#include "tests/temporary_folder.h"

#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

namespace {

/// One move each, then a sleep that outlasts any test.
const std::vector<std::string> one_move_and_sleep{"--player", "zoe:2x1000000000"};

/// Fills a pipe without blocking, and returns how many bytes it took.
std::size_t fill(const Descriptor& writer) {
    const std::string page(4096, '.');
    std::size_t filled = 0;
    for (const std::size_t piece : {page.size(), std::size_t{1}}) {
        ssize_t written = 0;
        while ((written = ::write(writer.get(), page.data(), piece)) > 0) {
            filled += static_cast<std::size_t>(written);
        }
    }
    return filled;
}

std::string read_to_end(const Descriptor& reader) {
    std::string all;
    std::string buffer(65536, '\0');
    for (;;) {
        const ssize_t got = ::read(reader.get(), buffer.data(), buffer.size());
        if (got <= 0) return all;
        all.append(buffer, 0, static_cast<std::size_t>(got));
    }
}

}  // namespace

TEST_SUITE("players output") {
    TEST_CASE("each move is one write") {
        Program program(players({"--speed", "1000", "3"}, Sink::packets));
        const Result result = program.wait();
        CHECK(program.packets().size() == 18);
        for (const std::string& packet : program.packets())
            CHECK(is_one_line(packet));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a move does not wait for the next one, whatever takes it") {
        for (const Sink sink : {Sink::pipe, Sink::socket, Sink::packets, Sink::terminal}) {
            CAPTURE(to_string(sink));
            Terminal terminal;
            Launch launch = players(one_move_and_sleep, sink);
            launch.terminal = &terminal;
            Program program(launch);
            program.wait_for_output(" zoe\n");
            program.signal(SIGTERM);
            CHECK(program.wait().ending == killed_by(SIGTERM));
        }
    }

    TEST_CASE("a move is in the file before the player sleeps") {
        const TemporaryFolder folder;
        const std::string path = folder.write("moves", "");
        const Descriptor file = open_file(path, O_WRONLY);
        Launch launch = players(one_move_and_sleep);
        launch.output_descriptor = file.get();
        Program program(launch);
        program.wait_until("the file has the move",
                           [&] { return contains(file_content(path), " zoe\n"); });
        program.signal(SIGTERM);
        CHECK(program.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE("on a terminal the lines are the same, and its modes are left alone") {
        Terminal terminal;
        const termios before = terminal.modes();
        Launch launch = players({"--speed", "1000", "2"}, Sink::terminal);
        launch.terminal = &terminal;
        const Result result = run(launch);
        CHECK(lines(result.output).size() == 9);
        CHECK(result.ending == exited(0));
        CHECK(same_modes(before, terminal.modes()));
    }

    TEST_CASE("a reader that is gone is exit 1 without a word") {
        const Result result = run(players({"--speed", "1000"}, Sink::gone_reader));
        CHECK(result.ending == exited(1));
        CHECK(result.errors.empty());
    }

    TEST_CASE("a reader that goes away between two moves ends it too") {
        Program program(players({"--player", "zoe:1000000000x0.001s"}));
        program.wait_for_output(" zoe\n");
        program.close_output();
        const Result result = program.wait();
        CHECK(result.ending == exited(1));
        CHECK(result.errors.empty());
    }

    TEST_CASE("a full device is exit 1 and one line that says why") {
        const Result result = run(players({"--speed", "1000"}, Sink::full_device));
        CHECK(result.ending == exited(1));
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "No space left on device"));
    }

    TEST_CASE("a file that may not grow is exit 1 and one line that says why") {
        Launch launch = players({"--player", "zoe:10000x0s"}, Sink::file);
        launch.command.insert(launch.command.begin(),
                              {"sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"});
        const Result result = run(launch);
        CHECK(result.ending == exited(1));
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "File too large"));
    }

    TEST_CASE("a closed standard output is exit 1 and one line that says why") {
        const Result result = run(players({"--speed", "1000"}, Sink::closed));
        CHECK(result.ending == exited(1));
        CHECK(is_one_line(result.errors));
    }

    TEST_CASE("--list and --help need a standard output, too") {
        for (const char* option : {"--list", "--help", "--version"}) {
            CAPTURE(option);
            CHECK(run(players({option}, Sink::full_device)).ending == exited(1));
        }
    }

    TEST_CASE("a full pipe that somebody made non-blocking loses nothing") {
        Ends pipe = make_pipe();
        make_non_blocking(pipe.writer);
        const std::size_t filled = fill(pipe.writer);
        const int flags = status_flags(pipe.writer);
        Launch launch = players({"--speed", "1000", "3"});
        launch.output_descriptor = pipe.writer.get();
        Program program(launch);
        wait_until_idle(program.pid());

        // The flag stays as it was: others share it. Then the reader wakes up.
        CHECK(status_flags(pipe.writer) == flags);
        pipe.writer.close();
        const std::string all = read_to_end(pipe.reader);
        CHECK(program.wait().ending == exited(0));
        REQUIRE(all.size() > filled);
        CHECK(lines(all.substr(filled)).size() == 18);
    }

    TEST_CASE("standard input is of no interest") {
        for (const Source source : {Source::closed, Source::pipe, Source::file}) {
            CAPTURE(to_string(source));
            Launch launch = players({"--speed", "1000"});
            launch.input = source;
            launch.typed = "quit\n";
            CHECK(run(launch).ending == exited(0));
        }
    }
}

}  // namespace tests
