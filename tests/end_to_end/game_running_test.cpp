/// game-scenario(5) and game(1): max_running, and the clock.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

using std::chrono::milliseconds;

/// A worker that counts, while it is there, how many are there at once.
const Words counting_worker{"enter", "here", "sleep", "0.02", "leave", "here"};

/// The largest number of workers that ever found each other, as they said themselves.
int most_inside(const std::string& output) {
    int most = 0;
    for (const std::string& line : only(lines(output), " inside`")) {
        most = std::max(most, leading_number(line.substr(line.find('`') + 1)));
    }
    return most;
}

}  // namespace

TEST_SUITE("game running") {
    TEST_CASE("max_running is never exceeded, and used") {
        const Match match(
            scenario({child(counting_worker, R"("count": 12)")}, R"("max_running": 3)"));
        match.folder.make_folder("here");
        const Result result = match.play();
        check_story(result.output);
        CHECK(count(lines(result.output), "exit code 0") == 12);
        CHECK(most_inside(result.output) <= 3);
        for (const std::string& line : only(lines(result.output), "still running")) {
            CHECK_FALSE(contains(line, " - 3 still running"));
        }
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("--max-running wins over the file") {
        const Match match(
            scenario({child(counting_worker, R"("count": 6)")}, R"("max_running": 6)"),
            {"--no-clock", "--max-running", "1"});
        match.folder.make_folder("here");
        const Result result = match.play();
        CHECK(count(lines(result.output), "exit code 0") == 6);
        CHECK(most_inside(result.output) == 1);
    }

    TEST_CASE("the clock starts at 0000 and goes forwards, never ahead of time") {
        constexpr int speed = 20;
        const auto before = std::chrono::steady_clock::now();
        const Match match(scenario({child({"sleep", "1"})}), {"--speed", std::to_string(speed)});
        const Result result = match.play();
        const auto taken = std::chrono::steady_clock::now() - before;
        check_story(result.output);
        CHECK(result.output.starts_with("clock = 0000s\n"));
        const std::vector<int> clock = clock_seconds(result.output);
        REQUIRE(clock.size() > 1);
        const auto played = std::chrono::duration<double>(taken).count() * speed;
        CHECK(clock.back() <= played);
    }

    TEST_CASE("--no-clock leaves the clock out") {
        const Match match(scenario({child({"sleep", "0.2"})}), {"--no-clock", "--speed", "100"});
        CHECK_FALSE(contains(match.play().output, "clock"));
    }

    TEST_CASE("after a suspension the clock tells the true time once") {
        constexpr int speed = 20;
        constexpr milliseconds suspension(1000);
        Match match(scenario({child({"wait-file", "go"})}), {"--speed", std::to_string(speed)});
        match.launch.own_group = true;
        Program game(match.launch);
        game.wait_for_output("clock = 0002s\n");
        game.signal_group(SIGSTOP);
        game.wait_until("it is stopped", [&] { return is_stopped(game.pid()); });
        let_pass(suspension);
        const std::size_t told_before = clock_seconds(game.output()).size();
        game.signal_group(SIGCONT);
        game.wait_until("the clock goes on",
                        [&] { return clock_seconds(game.output()).size() > told_before; });
        match.release("go");
        const Result result = game.wait();
        check_story(result.output);

        // Somewhere the clock has jumped over nearly all of the time that was missed.
        int longest_jump = 0;
        const std::vector<int> clock = clock_seconds(result.output);
        for (std::size_t i = 1; i < clock.size(); ++i) {
            longest_jump = std::max(longest_jump, clock[i] - clock[i - 1]);
        }
        CHECK(longest_jump >= suspension.count() * speed / 1000 - 2);
    }
}

}  // namespace tests
