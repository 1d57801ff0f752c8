/// game(1): standard output that is slow, gone, full or shared.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/stranger.h"

#include <array>
#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

namespace tests {

namespace {

constexpr long allowed_kib = 32L << 10;

/// Four workers that together write far more than may be kept in memory.
constexpr int flood_lines = 700'000;
const std::string four_floods =
    child({"lines", std::to_string(flood_lines), "a line of some length to fill memory sooner"},
          R"("name": "flood", "count": 4)");

/// True if each of the four workers' lines are all there and in order.
bool floods_are_whole(std::string_view output) {
    std::vector<int> next(5, 1);
    while (!output.empty()) {
        const std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(line.size() + 1, output.size()));
        const std::size_t number = line.find("sooner ");
        if (number == std::string_view::npos) continue;
        const std::size_t label = line.rfind("ps#");
        const auto worker = static_cast<std::size_t>(line.at(label + 3) - '0');
        if (leading_number(line.substr(number + 7)) != next.at(worker)++) return false;
    }
    return std::all_of(next.begin() + 1, next.end(),
                       [](int line) { return line == flood_lines + 1; });
}

}  // namespace

TEST_SUITE("output") {
    TEST_CASE("while the reader sleeps memory stays bounded - then every line arrives in order") {
        Match match(scenario({four_floods}));
        Program game(match.launch);
        game.hold_output();
        wait_until_idle(game.pid());
        if (!sanitized) CHECK(resident_kib(game_processes()) < allowed_kib);
        game.release_output();
        const Result result = game.wait();
        CHECK(floods_are_whole(result.output));
        CHECK(result.output.ends_with("0 still running\n" + bye + "\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("memory stays bounded too while the reader reads") {
        Match match(scenario({child({"flood-forever"}, R"("count": 4)")}));
        match.launch.output = Sink::null_device;
        match.launch.input = Source::pipe;
        Program game(match.launch);
        constexpr long much = sanitized ? 100'000'000 : 1'000'000'000;
        game.wait_until("much is relayed", [&] { return bytes_read(game.pid()) > much; });
        if (!sanitized) CHECK(resident_kib(game_processes()) < allowed_kib);
        game.type("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("while the reader sleeps the keyboard and the timetable go on") {
        Match match(scenario({child({"flood-forever"}, R"("name": "flood", "count": 4)"),
                              child({"touch", "on-time", "sleep-forever"}, R"("time": 1)")}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.hold_output();
        game.wait_until("the timetable goes on", [&] { return match.has("on-time"); });
        wait_until_idle(game.pid());
        game.type("list\n");
        game.wait_for_errors("ps#5 (child)");
        game.release_output();
        game.type("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("while the reader sleeps a refusal does not keep the next command waiting") {
        Match match(scenario({child({"flood-forever"}, R"("name": "flood", "count": 4)")}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.hold_output();
        wait_until_idle(game.pid());
        game.type("9\nlist\nquit\n");
        game.wait_for_errors("4 running, 0 waiting\n");
        game.wait_until("quit has stopped the workers",
                        [&] { return descendants_running(game.pid(), CHILD_PROGRAM).empty(); });
        game.release_output();
        const Result result = game.wait();
        CHECK(count(lines(result.output), "9 must be between 1 and 4") == 1);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("while the reader sleeps timeouts and signals go on") {
        const Match match(
            scenario({child({"flood-forever"}, R"("name": "flood", "count": 3)"),
                      child({"write-pid", "brief", "flood-forever"}, R"("timeout": 1)")}));
        Program game(match.launch);
        game.hold_output();
        const pid_t brief = match.wait_for_pid("brief");
        game.wait_until("the timeout has stopped it", [&] { return !is_alive(brief); });
        game.signal(SIGTERM);
        game.wait_until("the signal has stopped the others",
                        [&] { return descendants_running(game.pid(), CHILD_PROGRAM).empty(); });
        game.release_output();
        const Result result = game.wait();
        CHECK(contains(result.output, "worker " + label(4) + " - timed out - "));
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == killed_by(SIGTERM));
    }

    TEST_CASE("while the reader sleeps what game itself says is bounded, too") {
        // Much is said of each, so that few fill what the reader leaves.
        const std::string missing =
            command({"./" + std::string(200, 'x')},
                    "\"count\": 100000, \"name\": \"" + std::string(64, 'n') + "\"");
        const Match match(scenario({missing, missing}), {"--speed", "1000000"});
        Program game(match.launch);
        game.hold_output();
        wait_until_idle(game.pid());
        if (!sanitized) CHECK(resident_kib(game_processes()) < allowed_kib);
        game.signal(SIGTERM);
        game.release_output();
        const Result result = game.wait();
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == killed_by(SIGTERM));
    }

    TEST_CASE("a slow reader gets of each worker as much as of any other") {
        const Match match(scenario({child({"flood-forever"}, R"("name": "flood", "count": 3)")}));
        Program game(match.launch);
        game.hold_output();
        wait_until_idle(game.pid());
        game.release_output();
        for (int worker = 1; worker <= 3; ++worker)
            game.wait_for_output(got(worker, "flood 100000", "flood"));
        game.signal(SIGTERM);
        CHECK(game.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE("while a terminal that only another user may open takes nothing the rest goes on") {
        Terminal terminal;
        Match match(scenario({child({"flood-forever"}), child({"touch", "late"}, R"("time": 1)")}));
        match.launch.terminal = &terminal;
        match.launch.output = Sink::terminal;
        match.launch.input = Source::pipe;
        if (!let_stranger_play(match)) return;
        Program game(match.launch);
        game.hold_output();
        match.wait_for("late");
        game.type("list\n");
        game.wait_for_errors(" running, ");
        game.signal(SIGTERM);
        game.release_output();
        const Result result = game.wait();
        CHECK(contains(result.output, bye));
        CHECK(result.ending == killed_by(SIGTERM));
    }

    TEST_CASE("three signals take nothing from a reader who reads") {
        const Match match(scenario({child({"print", "ready", "sleep-forever"}, R"("count": 40)")}));
        Program game(match.launch);
        game.wait_for_output(got(40, "ready"));
        for (const int signal : {SIGTERM, SIGINT, SIGHUP})
            game.signal(signal);
        const Result result = game.wait();
        check_story(result.output);
        CHECK(result.output.ends_with(bye + "\n"));
    }

    TEST_CASE("a second signal ends it even if the reader never wakes") {
        const Match match(scenario({child({"write-pid", "pid", "flood-forever"})}));
        Program game(match.launch);
        game.hold_output();
        const pid_t pid = match.wait_for_pid("pid");
        wait_until_idle(game.pid());
        game.signal(SIGTERM);
        game.wait_until("the worker is stopped", [&] { return !is_alive(pid); });
        game.signal(SIGINT);
        game.wait_for_end();
        wait_until_all_are_gone();
    }

    TEST_CASE("a reader that goes away stops the workers silently - exit code 141") {
        const Match match(
            scenario({child({"flood-forever"}, R"("count": 2)"), child({"sleep-forever"})}));
        Program game(match.launch);
        game.wait_for_output("got `flood 1`");
        game.close_output();
        const Result result = game.wait();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(141));
    }

    TEST_CASE("an answer that nobody reads - exit code 141") {
        for (const char* const question : {"--help", "--version", "--check"}) {
            CAPTURE(question);
            Match match("[[1, 1]]", {question});
            match.launch.output = Sink::gone_reader;
            const Result result = match.play();
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(141));
        }
    }

    TEST_CASE("a reader that was never there") {
        Match match(scenario({child({"print", "hello", "sleep-forever"})}));
        match.launch.output = Sink::gone_reader;
        const Result result = match.play();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(141));
    }

    TEST_CASE("a full disk stops the workers with one line - exit code 1") {
        Match match(
            scenario({child({"flood-forever"}, R"("count": 2)"), child({"sleep-forever"})}));
        match.launch.output = Sink::full_device;
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(result.errors.starts_with("game: "));
        CHECK(contains(result.errors, "No space left on device"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a closed standard output stops the workers with one line - exit code 1") {
        Match match(scenario({child({"print", "hello", "sleep-forever"})}));
        match.launch.output = Sink::closed;
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a standard error that takes nothing does no harm") {
        for (const Sink sink : {Sink::closed, Sink::full_device, Sink::gone_reader}) {
            CAPTURE(to_string(sink));
            Match match(scenario({child({"print-err", "oops"})}));
            match.launch.errors = sink;
            match.launch.input = Source::file;
            match.launch.typed = "help\nlist\n";
            const Result result = match.play();
            CHECK(contains(result.output, got_error(1, "oops")));
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("the story is the same whatever takes it") {
        for (const Sink sink : {Sink::pipe, Sink::file, Sink::socket, Sink::packets}) {
            CAPTURE(to_string(sink));
            Match match(scenario({child({"lines", "5000", "x"})}));
            match.launch.output = sink;
            const Result result = match.play();
            check_story(result.output);
            CHECK(count(lines(result.output), "got `x ") == 5000);
        }
    }
}

}  // namespace tests
