/// game(1): a log that is appended to, that another game writes, or that is rotated.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace {

const std::string endless = child({"print", "ready", "sleep-forever"});

/// A worker that writes `hello` and ends.
std::string greeting_scenario() {
    return scenario({child({"print", "hello"})});
}

/// What all lines of a log have as `event`. Each of them must be whole.
Words events(const std::string& log) {
    Words names;
    CHECK((log.empty() || log.ends_with('\n')));
    for (const std::string& line : lines(log))
        names.push_back(nlohmann::json::parse(line).at("event"));
    return names;
}

void rotate(Program& game, const std::string& log, const std::string& to) {
    std::filesystem::rename(log, to);
    game.signal(SIGUSR1);
    game.wait_until("there is a new log", [&] { return std::filesystem::exists(log); });
}

bool has_grown(const std::string& log) {
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(log, missing);
    return !missing && size > 50'000;
}

std::string first_line(const std::string& log) {
    return log.substr(0, log.find('\n'));
}

}  // namespace

TEST_SUITE("log files") {
    TEST_CASE("--append keeps the runs before, and a replay shows all in turn") {
        Match match(greeting_scenario());
        const std::string log = log_to_file(match);
        match.launch.add({"--append"});
        const Result first = match.play();
        const std::string before = file_content(log);
        const Result second = match.play();
        CHECK(file_content(log).starts_with(before));
        const Result both = replay(log);
        CHECK(both.output == first.output + second.output);
        CHECK(both.errors.empty());
        CHECK(both.ending == exited(0));
        check_replay(log, both);
    }

    TEST_CASE("the exit code of a log with several runs is that of the last one") {
        for (const bool is_failure_last : {true, false}) {
            Match match(greeting_scenario());
            const std::string log = log_to_file(match);
            match.launch.add({"--append"});
            const std::string failing = scenario({child({"exit", "3"})});
            match.folder.write("scenario.json", is_failure_last ? greeting_scenario() : failing);
            match.play();
            match.folder.write("scenario.json", is_failure_last ? failing : greeting_scenario());
            match.play();
            CHECK(replay(log).ending == exited(is_failure_last ? 1 : 0));
        }
    }

    TEST_CASE("each run of a log has its own summary, and the picture is that of the last one") {
        Match match(scenario({child({"print", "N john"}, R"("name": "old")")}));
        const std::string log = log_to_file(match);
        match.launch.add({"--append"});
        match.play();
        match.folder.write("scenario.json",
                           scenario({child({"print", "N john"}, R"("name": "new")")}));
        match.play();
        const std::string picture = match.folder.path("run.svg");
        const Result result = replay(log, {"--speed", "1e6", "--summary", "--timeline", picture});
        CHECK(count(lines(result.output), "1 worker ") == 2);
        CHECK(contains(file_content(picture), "ps#1 (new)"));
        CHECK_FALSE(contains(file_content(picture), "ps#1 (old)"));
    }

    TEST_CASE("a run that was killed does not spoil the next one in its log") {
        for (const std::string& rest : {std::string(), std::string(R"({"t":0.5,"event":"cl)")}) {
            Match match(greeting_scenario());
            const std::string log = log_to_file(match);
            const Result first = match.play();
            std::string cut = file_content(log);
            cut.resize(cut.find(R"({"t":)", cut.find(R"("event":"line")")));
            match.folder.write("run.ndjson", cut + rest);
            match.launch.add({"--append"});
            const Result second = match.play();
            const Result both = replay(log);
            CHECK(both.output == started(1) + "\n" + got(1, "hello") + "\n" + second.output);
            CHECK(is_one_line(both.errors));
            CHECK(contains(both.errors, "run.ndjson:4: "));
            CHECK(both.ending == exited(1));
        }
    }

    TEST_CASE("--append needs a log") {
        const Result result = Match(greeting_scenario(), {"--append"}).play();
        CHECK(result.errors == "game: --append: needs --log\n");
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("a log that another game writes is refused and left alone, until that game is gone") {
        Match match(scenario({endless}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_until("the log has it", [&] { return contains(file_content(log), "ready\"}"); });
        const std::string before = file_content(log);
        const Result refused = match.play();
        CHECK(refused.errors == "game: --log: " + log + ": another game writes it\n");
        CHECK(refused.output.empty());
        CHECK(refused.ending == exited(2));
        CHECK(file_content(log) == before);
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();

        match.folder.write("scenario.json", greeting_scenario());
        check_replay(log, match.play());
    }

    TEST_CASE("flock(1) around a game does not keep it from its log") {
        Match match(greeting_scenario());
        const std::string log = log_to_file(match);
        match.folder.write("run.ndjson", "");
        const Descriptor lock(::open(log.c_str(), O_RDONLY | O_CLOEXEC));
        REQUIRE(::flock(lock.get(), LOCK_EX | LOCK_NB) == 0);
        check_replay(log, match.play());
    }

    TEST_CASE("a log is not mixed with standard output, whatever that is") {
        for (const Sink sink : {Sink::pipe, Sink::file, Sink::socket}) {
            Match match(greeting_scenario());
            match.launch.add({"--log", "/dev/stdout"});
            match.launch.output = sink;
            const Result result = match.play();
            CHECK(contains(result.errors, "/dev/stdout is where standard output goes"));
            CHECK(result.ending == exited(2));
        }
        Match match(greeting_scenario());
        match.launch.add({"--log", "/dev/null"});
        match.launch.output = Sink::null_device;
        CHECK(match.play().ending == exited(0));
    }

    TEST_CASE("SIGUSR1 - the log goes on in a new file, and nothing is lost or torn") {
        Match match(scenario({shell("i=0; while :; do i=$((i+1)); echo line $i; [ $((i % 200)) != "
                                    "0 ] || sleep 0.01; done",
                                    R"("count": 2)"),
                              endless}));
        const std::string log = log_to_file(match);
        match.launch.output = Sink::file;
        Program game(match.launch);
        std::string whole;
        constexpr int pieces = 5;
        for (int i = 0; i < pieces; ++i) {
            game.wait_until("the log has grown", [&] { return has_grown(log); });
            rotate(game, log, match.folder.path("piece" + std::to_string(i)));
        }
        game.signal(SIGTERM);
        const Result result = game.wait();
        for (int i = 0; i < pieces; ++i) {
            const std::string piece = file_content(match.folder.path("piece" + std::to_string(i)));
            CHECK(contains(first_line(piece), R"("event":"scenario")"));
            CHECK((i == 0) != contains(first_line(piece), R"("so_far":)"));
            CHECK(piece.ends_with("}\n"));
            whole += piece;
        }
        whole += file_content(log);
        const Result together = replay(match.folder.write("whole", whole));
        CHECK(together.errors.empty());
        CHECK(together.output == result.output);
        CHECK(together.ending == exited(exit_status(result.ending)));
    }

    TEST_CASE("SIGUSR1 - each file can be replayed by itself") {
        Match match(scenario({child({"print", "N john", "wait-file", "go", "print", "E john"})}),
                    {});
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output(got(1, "N john"));
        const std::string former = match.folder.path("former");
        rotate(game, log, former);
        match.release("go");
        const Result result = game.wait();

        const Result old = replay(former);
        CHECK(result.output.starts_with(old.output));
        CHECK(contains(old.errors, "the log ends here, before the run does"));
        CHECK(old.ending == exited(1));

        const Result fresh = replay(log, {"--speed", "1e6", "--no-clock"});
        CHECK(lines(fresh.output) ==
              Words{started(1), got(1, "E john"), ended(1, "exit code 0", 0), bye});
        CHECK(fresh.errors.empty());
        CHECK(fresh.ending == exited(0));
        check_replay(log, replay(log));
        CHECK(keeps_to_schema(file_content(former)));
        CHECK(contains(file_content(log), R"("moves":2,)"));
    }

    TEST_CASE("SIGUSR1 - a part that is missing is told, and the rest is shown") {
        Match match(scenario(
            {child({"print", "one", "wait-file", "go", "print", "two", "wait-file", "on"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output(got(1, "one"));
        rotate(game, log, match.folder.path("first"));
        match.release("go");
        game.wait_for_output(got(1, "two"));
        rotate(game, log, match.folder.path("second"));
        match.release("on");
        game.wait();
        const std::string gap = file_content(match.folder.path("first")) + file_content(log);
        const Result result = replay(match.folder.write("gap", gap));
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "one"), started(1), ended(1, "exit code 0", 0), bye});
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "gap:4: another run begins here"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("SIGUSR1 - a new file that cannot be opened is told, and the former goes on") {
        Match match(scenario({child({"print", "one", "wait-file", "go", "print", "two"})}));
        match.folder.make_folder("logs");
        const std::string log = match.folder.path("logs/run.ndjson");
        match.launch.add({"--log", log});
        Program game(match.launch);
        game.wait_for_output(got(1, "one"));
        std::filesystem::rename(match.folder.path("logs"), match.folder.path("elsewhere"));
        game.signal(SIGUSR1);
        game.wait_for_errors("\n");
        match.release("go");
        const Result result = game.wait();
        CHECK(result.errors == "game: cannot open " + log +
                                   ": No such file or directory; the log goes on in the former "
                                   "file\n");
        CHECK(result.ending == exited(0));
        check_replay(match.folder.path("elsewhere/run.ndjson"), result);
    }

    TEST_CASE("SIGUSR1 - what is in the new file stays, and the log of another game too") {
        Match match(scenario({child({"print", "one", "wait-file", "go", "print", "two"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output(got(1, "one"));
        const std::string former = match.folder.path("former");
        std::filesystem::rename(log, former);
        Match other(scenario({endless}));
        other.launch.add({"--log", log});
        Program other_game(other.launch);
        other_game.wait_for_output(got(1, "ready"));
        game.signal(SIGUSR1);
        game.wait_for_errors("another game writes " + log);
        other_game.signal(SIGTERM);
        other_game.wait();
        const std::string others = file_content(log);
        game.signal(SIGUSR1);
        game.wait_until("the log goes on",
                        [&] { return file_content(log).size() > others.size(); });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
        CHECK(file_content(log).starts_with(others));
        CHECK(events(file_content(former) + file_content(log).substr(others.size())) ==
              Words{"scenario", "start", "line", "scenario", "line", "exit", "end"});
    }

    TEST_CASE("SIGUSR1 does no harm where there is nothing to open again") {
        for (const Words& options : {Words(), Words{"--log", "/dev/null"}}) {
            Match match(scenario({child({"print", "ready", "wait-file", "go"})}));
            match.launch.add(options);
            Program game(match.launch);
            game.wait_for_output(started(1));
            for (int i = 0; i < 100; ++i)
                game.signal(SIGUSR1);
            game.wait_for_output(got(1, "ready"));
            match.release("go");
            const Result result = game.wait();
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("SIGUSR1 does no harm before the log is opened") {
        Match match(greeting_scenario());
        const std::string path = match.folder.path("pipe");
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        match.launch.add({"--log", path});
        Program game(match.launch);
        wait_until_idle(game.pid());  // it waits for the pipe's reader
        game.signal(SIGUSR1);
        const Descriptor reader(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("SIGUSR1 - a replay opens its log again, too") {
        Match match(greeting_scenario());
        const std::string log = log_to_file(match);
        match.play();
        const std::string copy = match.folder.path("copy");
        Launch launch = replay_of(log, {"--speed", "1e-6", "--log", copy});
        Program game(launch);
        game.wait_until("the copy begins", [&] { return !file_content(copy).empty(); });
        rotate(game, copy, match.folder.path("first"));
        game.wait_until("the copy goes on",
                        [&] { return contains(file_content(copy), R"("so_far":)"); });
        game.signal(SIGTERM);
        game.wait();
    }

    TEST_CASE("SIGUSR1 that was ignored at the start stays ignored") {
        Match match(scenario({child({"print", "one", "wait-file", "go", "print", "two"})}));
        match.launch.ignored_signals = {SIGUSR1};
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output(got(1, "one"));
        const std::string former = match.folder.path("former");
        std::filesystem::rename(log, former);
        game.signal(SIGUSR1);
        match.release("go");
        const Result result = game.wait();
        CHECK_FALSE(std::filesystem::exists(log));
        check_replay(former, result);
    }
}

}  // namespace tests
