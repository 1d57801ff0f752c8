/// game(1): the log is the record of a run, whatever becomes of that.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/stranger.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace {

/// Runs the shell command in a mount namespace of its own, with 256 KiB of room at /mnt. Nothing if
/// we may not.
std::optional<Result> run_with_small_disk(const std::string& command, const Words& arguments) {
    Launch launch;
    const std::string mount = "mount -t tmpfs -o size=256k tmpfs /mnt || exit 99; ";
    launch.command = {"unshare", "--mount", "sh", "-c", mount + command, "sh"};
    launch.add(arguments);
    Launch probe;
    probe.command = {"unshare", "--mount", "sh", "-c", mount};
    if (run(probe).ending != exited(0)) return std::nullopt;
    return run(launch);
}

std::size_t size_of(const std::string& path) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

}  // namespace

TEST_SUITE("log") {
    TEST_CASE("the log stands beside the text, and is what NDJSON on standard output is") {
        Match match(scenario({child({"print", "hello"})}));
        const std::string log = log_to_file(match);
        CHECK(lines(match.play().output) ==
              Words{started(1), got(1, "hello"), ended(1, "exit code 0", 0), bye});
        match.launch.add({"--output", "ndjson"});
        const Result ndjson = match.play();
        CHECK(file_content(log) == ndjson.output);
    }

    TEST_CASE("what happens is in the log at once") {
        Match match(scenario({child({"print", "alone", "wait-file", "go"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_until("the line is in the log",
                        [&log] { return contains(file_content(log), R"("text":"alone"})"); });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("what happens is in the log even while the reader of the text sleeps") {
        Match match(scenario({child({"flood-forever"}), child({"wait-file", "go"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.hold_output();
        wait_until_idle(game.pid());
        match.release("go");
        game.wait_until("the end is in the log", [&log] {
            return contains(file_content(log), R"("event":"exit","worker":2)");
        });
        game.signal(SIGTERM);
        game.release_output();
        game.wait();
    }

    TEST_CASE("after SIGKILL the log is whole but for its last line") {
        Match match(scenario({child({"flood-forever"}, R"("count": 3)")}));
        match.launch.output = Sink::null_device;
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_until("the log has grown", [&log] { return size_of(log) > 3'000'000; });
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();
        const std::string all = file_content(log);
        const std::size_t checked = all.find('\n', 500'000) + 1;  // all of them would take long
        CHECK(keeps_to_schema(std::string_view(all).substr(0, checked)));
        const Result result = replay(log);
        std::size_t complete = static_cast<std::size_t>(std::ranges::count(all, '\n'));
        const std::string last = all.substr(all.rfind('\n') + 1);
        if (nlohmann::json::accept(last)) ++complete;  // it lacks nothing but its newline
        CAPTURE(result.errors);
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, ":" + std::to_string(complete + 1) + ": "));
        CHECK(lines(result.output).size() == complete - 1);  // the scenario has no text
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a full disk under the log stops the game with one line - exit code 1") {
        Match match(scenario({child({"print", "hello", "sleep-forever"})}),
                    {"--no-clock", "--log", "/dev/full"});
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "/dev/full"));
        CHECK(contains(result.errors, "No space left on device"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a disk that fills up under the log leaves what was written") {
        const TemporaryFolder folder;
        const Match match(scenario({child({"flood-forever"})}));
        const std::string log = folder.path("log");
        const auto result = run_with_small_disk(
            "\"$1\" --log /mnt/log \"$2\" >/dev/null; code=$?; cp /mnt/log \"$3\"; exit $code",
            {GAME_PROGRAM, match.folder.path("scenario.json"), log});
        if (!result) return skip("only root may mount a small disk");
        CHECK(result->errors == "game: cannot write /mnt/log: No space left on device\n");
        CHECK(result->ending == exited(1));
        CHECK(size_of(log) > 200'000);
        const Result again = replay(log);
        CHECK(is_one_line(again.errors));
        CHECK(contains(again.output, got(1, "flood 1000")));
        CHECK(again.ending == exited(1));
    }

    TEST_CASE("a log that nobody reads any more stops the game with one line - exit code 1") {
        Match match(scenario({child({"flood-forever"})}));
        const std::string path = match.folder.path("pipe");
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        Descriptor reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        match.launch.add({"--log", path});
        match.launch.output = Sink::null_device;
        Program game(match.launch);
        wait_until_idle(game.pid());
        reader.close();
        const Result result = game.wait();
        CHECK(result.errors == "game: cannot write " + path + ": Broken pipe\n");
        CHECK(result.ending == exited(1));
    }

    TEST_CASE(
        "nothing comes after the end, not even a signal while the reader of the text sleeps") {
        Match match(scenario({child({"lines", "7500", "x"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.hold_output();
        game.wait_until("the log has its end",
                        [&] { return contains(file_content(log), R"("event":"end")"); });
        game.signal(SIGTERM);
        wait_until_idle(game.pid());
        game.release_output();
        const Result result = game.wait();
        CHECK(result.output.ends_with(bye + "\n"));
        const Result again = replay(log);
        CHECK(again.errors.empty());
        CHECK(again.output == result.output);
    }

    TEST_CASE("while the reader of the log sleeps what is typed is bounded, too") {
        Match match("[]", {"--no-clock", "--keep-running"});
        const std::string path = match.folder.path("pipe");
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        const Descriptor reader(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        match.launch.add({"--log", path});
        Words& words = match.launch.command;
        words.insert(words.begin(), {"sh", "-c", "yes | \"$@\"", "sh"});
        Program game(match.launch);
        game.wait_for_output("y: no such command; try help");
        wait_until_idle(game.pid());
        const std::vector<Process> processes = game_processes();
        if (!sanitized) CHECK(resident_kib(processes) < 32L << 10);
        for (const Process& process : processes)
            ::kill(process.pid, SIGKILL);
        game.wait_for_end();
    }

    TEST_CASE("a log that cannot be made is told before anything is started") {
        const Match match(scenario({child({"touch", "started"})}),
                          {"--log", "/no/such/folder/log"});
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "/no/such/folder/log: No such file or directory"));
        CHECK(result.output.empty());
        CHECK_FALSE(match.has("started"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a log that waits for its reader can be stopped, and starts the clock with it") {
        for (const bool is_stopped : {true, false}) {
            Match match(scenario({}), {});
            const std::string path = match.folder.path("pipe");
            REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
            match.launch.add({"--log", path});
            Program game(match.launch);
            wait_until_idle(game.pid());
            CHECK(game.output().empty());
            if (is_stopped) {
                game.signal(SIGTERM);
                CHECK(game.wait().ending == killed_by(SIGTERM));
                continue;
            }
            const Descriptor reader(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
            const Result result = game.wait();
            CHECK(lines(result.output) == Words{"clock = 0000s", bye});
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("the log is not written over standard output") {
        Match match(scenario({child({"touch", "started"})}));
        const std::string log = log_to_file(match);
        Words& words = match.launch.command;
        words.insert(words.begin(), {"sh", "-c", "log=$0; exec \"$@\" >\"$log\"", log});
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "--log"));
        CHECK(result.ending == exited(2));
        CHECK_FALSE(match.has("started"));
    }

    TEST_CASE("a log where we may not look is told as such") {
        Match match(scenario({}));
        const std::string secret = match.folder.make_folder("secret");
        match.launch.add({"--log", secret + "/folder/log", "--timeline", secret + "/folder/svg"});
        if (!let_stranger_play(match)) return;
        REQUIRE(::chmod(secret.c_str(), 0) == 0);
        const Result result = match.play();
        CHECK(contains(result.errors, "/folder/log: Permission denied"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("the log of another run stays if this one is refused") {
        Match match(scenario({}), {"--timeline", "/no/such/folder/run.svg"});
        const std::string log = log_to_file(match);
        match.folder.write("run.ndjson", "what was there before\n");
        CHECK(match.play().ending == exited(1));
        CHECK(file_content(log) == "what was there before\n");
    }

    TEST_CASE("a log of another run is replaced") {
        Match match(scenario({}));
        const std::string log = log_to_file(match);
        match.folder.write("run.ndjson", repeated("what was there before\n", 1000));
        check_replay(log, match.play());
    }
}

}  // namespace tests
