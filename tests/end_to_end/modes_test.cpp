/// game(1): terminals, pipes and files are left in the modes in which they were found.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

namespace {

/// How a game is brought to its end.
enum class End { by_itself, by_sigterm, by_sigkill };

/// Plays with these flags on the three shared ends, and demands them back, during and after.
void check_flags_are_kept(const Descriptor& input, const Descriptor& output, End end) {
    const int input_flags = status_flags(input);
    const int output_flags = status_flags(output);
    Match match(scenario({child({"write-pid", "pid", "lines", "100", "x", "wait-file", "go"})}));
    match.launch.input_descriptor = input.get();
    match.launch.output_descriptor = output.get();
    Program game(match.launch);
    match.wait_for_pid("pid");
    wait_until_idle(game.pid());
    CHECK(status_flags(input) == input_flags);
    CHECK(status_flags(output) == output_flags);
    if (end == End::by_sigterm) game.signal(SIGTERM);
    if (end == End::by_sigkill) game.signal(SIGKILL);
    if (end == End::by_itself) match.release("go");
    game.wait_for_end();
    wait_until_all_are_gone();
    CHECK(status_flags(input) == input_flags);
    CHECK(status_flags(output) == output_flags);
}

}  // namespace

TEST_SUITE("modes") {
    TEST_CASE("pipes that we share keep their flags") {
        for (const End end : {End::by_itself, End::by_sigterm, End::by_sigkill}) {
            CAPTURE(static_cast<int>(end));
            const Ends input = make_pipe();
            const Ends output = make_pipe();
            check_flags_are_kept(input.reader, output.writer, end);
        }
    }

    TEST_CASE("nobody waits for a reader who has gone and left something unread") {
        Ends output = make_pipe();
        Match match(scenario({child({"lines", "5000", "x", "touch", "done"})}));
        match.launch.output_descriptor = output.writer.get();
        Program game(match.launch);
        match.wait_for("done");
        wait_until_idle(game.pid());
        output.reader.close();
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("two games that flood one pipe do not cut each other's lines") {
        Match match(scenario({child({"lines", "100000", "x"}, R"("count": 2)")}));
        Words& words = match.launch.command;
        words.insert(words.begin(), {"sh", "-c", "\"$@\" & \"$@\"; wait $!", "sh"});
        const Result result = match.play();
        const Words all = lines(result.output);
        CHECK(count(all, "got `x ") == 400'000);
        for (const std::string& line : all) {
            const bool is_whole = line.starts_with("         got `x ") ||
                                  line.starts_with(">>>>>>>> ") || line.starts_with("<<<<<<<< ") ||
                                  line == bye;
            if (!is_whole) FAIL_CHECK(line);
        }
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("sockets that we share keep their flags") {
        const Ends input = make_socket_pair(SOCK_STREAM);
        const Ends output = make_socket_pair(SOCK_STREAM);
        check_flags_are_kept(input.reader, output.writer, End::by_itself);
    }

    TEST_CASE("files keep their flags and their append mode") {
        const TemporaryFolder folder;
        const std::string path = folder.write("out", "before\n");
        const Descriptor input = open_file("/dev/null", O_RDONLY);
        const Descriptor output = open_file(path, O_WRONLY | O_APPEND);
        check_flags_are_kept(input, output, End::by_itself);
        CHECK(file_content(path).starts_with("before\n"));
        CHECK(contains(file_content(path), got(1, "x 100")));
    }

    TEST_CASE("what was non-blocking stays so, and loses nothing") {
        Ends output = make_pipe();
        make_non_blocking(output.writer);
        const int flags = status_flags(output.writer);
        Match match(scenario({child({"lines", "20000", "x"})}));
        match.launch.output_descriptor = output.writer.get();
        Program game(match.launch);
        wait_until_idle(game.pid());
        CHECK(status_flags(output.writer) == flags);
        output.writer.close();
        std::string all;
        std::string buffer(65536, '\0');
        for (ssize_t size = 1; size > 0;) {
            size = ::read(output.reader.get(), buffer.data(), buffer.size());
            if (size > 0) all.append(buffer, 0, static_cast<std::size_t>(size));
        }
        check_story(all);
        CHECK(count(lines(all), "got `x ") == 20000);
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("another writer of the same pipe is not disturbed") {
        // The child's flood goes through game, ours right into the same pipe.
        Match match(scenario({shell("for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done")}));
        const std::string also_writing =
            "\"$@\" & i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo ours $i; done; wait $!";
        Words& words = match.launch.command;
        words.insert(words.begin(), {"sh", "-c", also_writing, "sh"});
        const Result result = match.play();
        const Words all = lines(result.output);
        CHECK(count(all, "ours ") == 500);
        CHECK(count(all, "got `line ") == 9);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a terminal keeps its modes") {
        for (const End end : {End::by_itself, End::by_sigterm, End::by_sigkill}) {
            CAPTURE(static_cast<int>(end));
            Terminal terminal;
            const termios modes = terminal.modes();
            const int flags = status_flags(terminal.programs());
            Match match(scenario({child({"print", "ready", "wait-file", "go"})}));
            match.launch.terminal = &terminal;
            match.launch.input = Source::terminal;
            match.launch.output = Sink::terminal;
            match.launch.errors = Sink::terminal;
            Program game(match.launch);
            game.wait_for_output("ready");
            if (end == End::by_sigterm) game.signal(SIGTERM);
            if (end == End::by_sigkill) game.signal(SIGKILL);
            match.release("go");
            game.wait_for_end();
            wait_until_all_are_gone();
            CHECK(same_modes(terminal.modes(), modes));
            CHECK(status_flags(terminal.programs()) == flags);
        }
    }
}

}  // namespace tests
