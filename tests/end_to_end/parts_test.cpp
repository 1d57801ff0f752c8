/// game(1), --part and --start-at: a scenario in parts, and their logs as one run.
#include "tests/end_to_end/live_screen.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/text.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string demo = std::string(SCENARIOS) + "/demo.json";

std::string part_of(int part, int parts) {
    return std::to_string(part) + "/" + std::to_string(parts);
}

/// Runs all parts of a scenario side by side. Returns their logs, which are in `folder`.
Words play_parts(const TemporaryFolder& folder, const std::string& scenario, int parts,
                 const Words& options) {
    Words logs;
    std::vector<std::unique_ptr<Program>> programs;
    for (int part = 1; part <= parts; ++part) {
        logs.push_back(folder.path("part-" + std::to_string(part) + ".ndjson"));
        Launch launch = Launch::of(GAME_PROGRAM, {"--part", part_of(part, parts), scenario});
        launch.add({"--log", logs.back()});
        launch.add(options);
        programs.push_back(std::make_unique<Program>(launch));
    }
    for (const auto& program : programs) {
        const Result result = program->wait();
        CHECK(result.errors.empty());
        check_story(result.output, Numbering::any);
    }
    return logs;
}

Result replay_all(const Words& logs, const Words& options = {}) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--speed", "1e6", "--replay"});
    launch.add(logs);
    launch.add(options);
    return run(launch);
}

/// The value of a member of one line of a log, as it is written there; empty if there is none.
std::string member(const std::string& line, const std::string& name) {
    const std::size_t at = line.find("\"" + name + "\":");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size() + 3;
    const bool is_text = line[begin] == '"';
    const std::size_t end = line.find_first_of(is_text ? "\"" : ",}", begin + 1);
    return line.substr(begin, end - begin + (is_text ? 1 : 0));
}

/// Who started with which command, and who wrote what: in no order, which differs each time.
Words deeds(const std::string& log) {
    Words found;
    for (const std::string& line : lines(log)) {
        if (contains(line, R"("event":"start")")) {
            found.push_back(member(line, "worker") + member(line, "label") +
                            line.substr(line.find("\"command\":")));
        } else if (contains(line, R"("event":"line")")) {
            found.push_back(member(line, "worker") + member(line, "text"));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// A part of two in which one worker says its number.
std::string short_log(int part, const std::string& file = "x.json") {
    const std::string number = std::to_string(part);
    return R"({"t":0,"event":"scenario","version":1,"file":")" + file +
           R"(","seed":null,"speed":1,"workers":1,"part":[)" + number + ",2]}\n" +
           R"({"t":0,"event":"clock","seconds":0})"
           "\n" +
           R"x({"t":0.1,"event":"start","worker":)x" + number + R"x(,"label":"ps#)x" + number +
           R"x( (child)","pid":7,"command":["x"]})x"
           "\n" +
           R"({"t":0.2,"event":"line","worker":)" + number + R"(,"stream":"stdout","text":"I am )" +
           number + "\"}\n" + R"({"t":0.3,"event":"exit","worker":)" + number +
           R"(,"status":"exited","exit_code":0,"seconds":0.2,"user_seconds":0,)"
           R"("system_seconds":0,"max_rss_bytes":0,"lines":1,"running":0,"failed":false})"
           "\n" +
           R"({"t":0.3,"event":"end","workers":1,"failed":0,"moves":0,"seconds":0.3,)"
           R"("exit_code":0})"
           "\n";
}

/// Has the run make a control socket, and returns a condition that is true once it is there. From
/// then on a signal is not lost, and ends the run in good order.
std::function<bool()> handles_signals(Launch& launch, const TemporaryFolder& folder) {
    const std::string socket = folder.path("control");
    launch.add({"--control", socket});
    return [socket] { return std::filesystem::exists(socket); };
}

std::string seconds_from_now(std::chrono::milliseconds delay) {
    const auto then = std::chrono::system_clock::now() + delay;
    const auto milliseconds =
        std::chrono::floor<std::chrono::milliseconds>(then).time_since_epoch().count();
    const std::string thousandths = std::to_string(1000 + milliseconds % 1000).substr(1);
    return std::to_string(milliseconds / 1000) + "." + thousandths;
}

}  // namespace

TEST_SUITE("parts") {
    TEST_CASE("the demo in three parts has the workers and the moves of the whole") {
        const TemporaryFolder folder;
        const Words options = {"--seed", "7", "--speed", "20"};
        const Words logs = play_parts(folder, demo, 3, options);
        CHECK(contains(file_content(logs[1]), R"("part":[2,3])"));
        CHECK(contains(file_content(logs[1]), R"("workers":1)"));

        const std::string whole_log = folder.path("whole.ndjson");
        Launch whole = Launch::of(GAME_PROGRAM, {demo, "--log", whole_log});
        whole.add(options);
        run(whole);
        CHECK_FALSE(contains(file_content(whole_log), R"("part")"));

        const std::string merged_log = folder.path("merged.ndjson");
        const Result merged = replay_all(logs, {"--log", merged_log, "--summary"});
        CHECK(merged.errors.empty());
        CHECK(merged.ending == exited(0));
        CHECK(contains(merged.output, "ps#3 (predef 3)"));
        CHECK(deeds(file_content(merged_log)) == deeds(file_content(whole_log)));
        CHECK_FALSE(contains(file_content(merged_log), R"("part")"));
        CHECK(keeps_to_schema(file_content(merged_log)));
        const Words ends = only(lines(file_content(merged_log)), R"("event":"end")");
        REQUIRE(ends.size() == 1);
        CHECK(member(ends[0], "workers") == "3");
        CHECK(member(ends[0], "moves") == "37");

        // What is merged is the log of one run.
        Result text = replay_all(logs);
        check_story(text.output, Numbering::any);
        check_replay(merged_log, text);
    }

    TEST_CASE("workers of one entry are divided, and keep GAME_WORKER") {
        const TemporaryFolder folder;
        const std::string scenario_file = folder.write(
            "scenario.json", scenario({shell("echo $GAME_WORKER", R"("name": "a", "count": 7)"),
                                       shell("echo $GAME_WORKER; exit 3", R"("name": "b")")}));
        const Words logs = play_parts(folder, scenario_file, 3, {"--no-clock"});
        const Result merged = replay_all(logs);
        CHECK(merged.ending == exited(1));
        CHECK(merged.errors.empty());
        check_story(merged.output, Numbering::any);
        const Words told = lines(merged.output);
        for (int worker = 1; worker <= 8; ++worker)
            CHECK(count(told, got(worker, std::to_string(worker), worker < 8 ? "a" : "b")) == 1);
        CHECK(count(told, ended(8, "exit code 3", 0, "b").substr(0, 40)) == 1);
    }

    TEST_CASE("a part may have nothing to do, and does not wait for others' times") {
        const TemporaryFolder folder;
        const std::string scenario_file =
            folder.write("scenario.json", scenario({child({}), child({}, R"("time": 1e6)")}));
        const Result result =
            run(Launch::of(GAME_PROGRAM, {"--part", "3/3", "--no-clock", scenario_file}));
        CHECK(result.output == bye + "\n");
        CHECK(result.ending == exited(0));
        CHECK(
            run(Launch::of(GAME_PROGRAM, {"--part", "1/2", "--no-clock", scenario_file})).ending ==
            exited(0));
    }

    TEST_CASE("commands of a part launch workers with numbers of that part") {
        Match match(
            scenario({child({}, R"("count": 4, "name": "a")"), child({}, R"("name": "b")")}),
            {"--no-clock", "--part", "2/3", "--keep-running"});
        match.launch.input = Source::file;
        match.launch.typed = "start b\nstart a\n";
        Program program(match.launch);
        program.wait_until("four workers have ended",
                           [&] { return count(lines(program.output()), "<<<<<<<<") == 4; });
        program.signal(SIGTERM);
        const Words told = lines(program.wait().output);
        CHECK(count(told, started(2, "a")) == 1);
        CHECK(count(told, started(5, "b")) == 1);
        CHECK(count(told, started(8, "b")) == 1);
        CHECK(count(told, started(11, "a")) == 1);
        CHECK(count(told, ">>>>>>>>") == 4);
    }

    TEST_CASE("--check shows the timetable of a part") {
        const Result result =
            run(Launch::of(GAME_PROGRAM, {"--check", "--part", "2/3", "--start-at", "0", demo}));
        CHECK(contains(result.output, "ps#2"));
        CHECK_FALSE(contains(result.output, "ps#1"));
        CHECK_FALSE(contains(result.output, "ps#3"));
        CHECK(from_end(lines(result.output), 0) == "part 2/3: 1 entry, 1 of 3 workers");
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a match is not divided") {
        const Result result = run(
            Launch::of(GAME_PROGRAM, {"--part", "1/2", std::string(SCENARIOS) + "/snake.json"}));
        CHECK(result.errors == "game: --part: the scenario has a match, which cannot be divided\n");
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("parts that are missing, twice there or of another run are named") {
        const TemporaryFolder folder;
        const std::string one = folder.write("1", short_log(1));
        const std::string two = folder.write("2", short_log(2));
        const std::string again = folder.write("again", short_log(2));
        const std::string foreign = folder.write("foreign", short_log(1, "y.json"));
        Result result = replay_all({two, one});
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
        const std::string both = result.output;
        CHECK(both == "clock = 0000s\n" + started(2) + "\n" + started(1) + "\n" + got(2, "I am 2") +
                          "\n" + got(1, "I am 1") + "\n" + ended(2, "exit code 0", 1) + "\n" +
                          ended(1, "exit code 0", 0) + "\n" + bye + "\n");

        result = replay_all({two, one, again, foreign});
        CHECK(result.output == both);
        CHECK(result.errors == "game: " + again + ": left out: it has part 2/2, as " + two +
                                   " has\ngame: " + foreign + ": left out: it is of y.json, and " +
                                   two + " of x.json\n");
        CHECK(result.ending == exited(1));

        result = replay_all({one, foreign});
        CHECK(contains(result.output, "I am 1"));
        CHECK(contains(result.errors, "game: 1 of 2 parts is missing: 2\n"));
        CHECK(result.ending == exited(1));
        CHECK(replay_all({one}).ending == exited(0));
    }

    TEST_CASE("logs that are no parts, or no files, are refused") {
        const TemporaryFolder folder;
        const std::string one = folder.write("1", short_log(1));
        std::string whole = short_log(1);
        whole.erase(whole.find(",\"part\""), 13);
        const std::string first = folder.write("first", whole);
        const std::string second = folder.write("second", whole);
        const std::string kept = folder.write("kept", "kept");
        for (const Words& logs : {Words{first, second}, Words{one, folder.path("no-such-file")},
                                  Words{one, "/dev/null"}, Words{one, folder.path()}}) {
            const Result result = replay_all(logs, {"--log", kept});
            CHECK(is_one_line(result.errors));
            CHECK(contains(result.errors, "game: --replay: "));
            CHECK(result.output.empty());
            CHECK(result.ending == exited(2));
        }
        CHECK(file_content(kept) == "kept");
        const Result result = replay_all({first, one}, {"--log", one});
        CHECK(contains(result.errors, "is read; take another file"));
    }

    TEST_CASE("the parts can be seen on the whole terminal") {
        if (skip_without("tmux")) return;
        const TemporaryFolder folder;
        LiveScreen screen({80, 24, folder.path()});
        screen.enter(shell_word(GAME_PROGRAM) + " --live --replay " +
                     shell_word(folder.write("2", short_log(2))) + " " +
                     shell_word(folder.write("1", short_log(1))) + "; echo code=$?");
        screen.wait_for(" I am 1");
        screen.wait_for(" I am 2");
        screen.enter("q");
        screen.wait_for("code=0");
    }

    TEST_CASE("a run starts at a time, which is its time 0") {
        Match match(scenario({child({"print", "hello"})}), {"--no-clock"});
        const std::string log = log_to_file(match);
        const std::string time = seconds_from_now(std::chrono::milliseconds(700));
        match.launch.add({"--start-at", time});
        const Result result = match.play();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
        const std::string begin = lines(file_content(log)).front();
        CHECK(member(begin, "t") == "0.000000");
        const std::string thousandths = time.substr(time.find('.'));
        CHECK(member(begin, "started").ends_with(thousandths + "Z\""));
        const std::string start = only(lines(file_content(log)), R"("event":"start")").front();
        CHECK(member(start, "t").starts_with("0."));
    }

    TEST_CASE("a time that is past: it starts at once, and says so if that is long") {
        Match match(scenario({child({"print", "hello"})}), {"--no-clock"});
        match.launch.add({"--start-at", "1970-01-01T00:00:00Z"});
        const Result result = match.play();
        CHECK(contains(result.output, "`hello`"));
        CHECK(result.errors.starts_with("game: --start-at: starts "));
        CHECK(result.errors.ends_with(" late\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a signal ends the wait in good order") {
        Match match(scenario({child({"print", "hello"})}), {"--no-clock"});
        const std::string log = log_to_file(match);
        match.launch.add({"--start-at", "9999-12-31T23:59:59Z"});
        const auto is_ready = handles_signals(match.launch, match.folder);
        Program program(match.launch);
        program.wait_until("the control socket", is_ready);
        program.signal(SIGTERM);
        const Result result = program.wait();
        CHECK(result.output == bye + "\n");
        CHECK(result.errors.empty());
        CHECK(result.ending == killed_by(SIGTERM));
        const Words told = lines(file_content(log));
        REQUIRE(told.size() == 3);
        CHECK(contains(told[0], R"("event":"scenario")"));
        CHECK(contains(told[1], R"("event":"stop","reason":"SIGTERM")"));
        CHECK(contains(told[2], R"("event":"end","workers":0,"failed":0,"moves":0)"));
    }

    TEST_CASE("a match waits, too, and can be stopped meanwhile") {
        Launch launch =
            Launch::of(GAME_PROGRAM, {"--no-clock", "--start-at", "9999-12-31T23:59:59Z",
                                      std::string(SCENARIOS) + "/snake.json"});
        const TemporaryFolder folder;
        const std::string log = folder.path("log");
        launch.add({"--log", log});
        const auto is_ready = handles_signals(launch, folder);
        Program program(launch);
        program.wait_until("the control socket", is_ready);
        program.signal(SIGINT);
        const Result result = program.wait();
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == killed_by(SIGINT));
    }
}

}  // namespace tests
