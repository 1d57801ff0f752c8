#include "game/log/reader.h"

#include "game/events/reporter.h"
#include "tests/unit/log_story.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

const std::string begin =
    R"({"t":0,"event":"scenario","version":1,"file":"","seed":null,"speed":1,"workers":0})";
const std::string end_of_nothing =
    R"({"t":9,"event":"end","workers":0,"failed":0,"moves":0,"seconds":9,"exit_code":0})";

std::string start(int worker, std::string_view pid = "1") {
    return R"({"t":0,"event":"start","worker":)" + std::to_string(worker) +
           R"(,"label":"x","pid":)" + std::string(pid) + R"(,"command":["x"]})";
}

std::string line(int worker) {
    return R"({"t":0,"event":"line","worker":)" + std::to_string(worker) +
           R"(,"stream":"stdout","text":"x"})";
}

/// `how` is the status and what goes with it; `more` are further members.
std::string exit(int worker, std::string_view how, int lines, int running,
                 std::string_view more = "") {
    return R"({"t":0,"event":"exit","worker":)" + std::to_string(worker) +
           ",\"status\":" + std::string(how) +
           R"(,"seconds":0,"user_seconds":0,"system_seconds":0,"max_rss_bytes":0,"lines":)" +
           std::to_string(lines) + ",\"running\":" + std::to_string(running) + std::string(more) +
           "}";
}

const std::string good_exit = exit(1, R"("exited","exit_code":0)", 0, 0);

/// Why the first line that is refused is; nothing if all are taken.
std::optional<std::string> refusal(const std::vector<std::string>& lines) {
    LogReader reader;
    for (const std::string& each : lines) {
        const auto result = reader.read(each);
        if (const auto* const problem = std::get_if<LogProblem>(&result)) {
            CHECK(&each == &lines.back());
            return problem->what;
        }
    }
    return std::nullopt;
}

/// Why `line` is refused in the middle of a log, where worker 1 runs and has written nothing.
std::string refusal_of(const std::string& line) {
    return refusal({begin, start(1), line}).value_or("accepted");
}

/// The exit of worker 1 as `line` has it.
ExitEvent exit_event(const std::string& line) {
    LogReader reader;
    reader.read(begin);
    reader.read(start(1));
    const auto result = reader.read(line);
    REQUIRE(std::holds_alternative<LogEvent>(result));
    ExitEvent event = std::get<ExitEvent>(std::get<LogEvent>(result));
    event.label = {};  // lives as long as the reader
    return event;
}

void retell(std::string_view log, Reporter& reporter) {
    LogReader reader;
    while (!log.empty()) {
        const std::string_view each = log.substr(0, log.find('\n'));
        log.remove_prefix(each.size() + 1);
        CAPTURE(each);
        const auto result = reader.read(each);
        const auto* const problem = std::get_if<LogProblem>(&result);
        REQUIRE_MESSAGE(problem == nullptr, problem->what);
        std::visit(Report{reporter}, std::get<LogEvent>(result));
    }
}

/// Notes what the log has only in other events, or not at all.
class Noting final : public Reporter {
  public:
    void line(const LineEvent& event) override { notes.emplace_back(event.label); }
    void exited(const ExitEvent& event) override {
        notes.push_back(std::string(event.label) + (event.failed ? " failed" : " is fine"));
    }
    void command(const CommandEvent& event) override {
        notes.push_back(std::string(event.text) + ": " + event.error.value_or("accepted"));
    }
    std::vector<std::string> notes;
};

}  // namespace

TEST_CASE("what the log reader reads is what the writer was told") {
    const auto again = [](Reporter& reporter) { retell(log_story::log(), reporter); };
    CHECK(log_story::written(again) == log_story::log());
    Noting told;
    Noting read;
    log_story::tell(told);
    retell(log_story::log(), read);
    CHECK(read.notes == told.notes);
}

TEST_CASE("the log reader knows the exit code once the run is over") {
    LogReader reader;
    CHECK(std::holds_alternative<LogEvent>(reader.read(begin)));
    CHECK_FALSE(reader.exit_code());
    CHECK(std::holds_alternative<LogEvent>(reader.read(
        R"({"t":9,"event":"end","workers":0,"failed":0,"moves":0,"seconds":9,"exit_code":130})")));
    CHECK(reader.exit_code() == 130);
}

TEST_CASE("a log begins with the scenario and stops at the end") {
    const std::string first = "the event scenario must stand in the first line";
    CHECK(refusal({end_of_nothing}) == first);
    CHECK(refusal({R"({"t":0,"event":"clock","seconds":0})"}) == first);
    CHECK(refusal({begin, end_of_nothing, end_of_nothing}) ==
          "nothing but another run can follow the end");
    CHECK_FALSE(refusal({begin, end_of_nothing}));
}

TEST_CASE("a log may have several runs, one after the other") {
    LogReader reader;
    reader.read(begin);
    CHECK(reader.beginning() == LogReader::Beginning::run);
    reader.read(start(1));
    reader.read(begin);
    CHECK(reader.beginning() == LogReader::Beginning::run_after_cut);
    reader.read(end_of_nothing);
    CHECK(reader.exit_code() == 0);
    reader.read(begin);
    CHECK(reader.beginning() == LogReader::Beginning::run);
    CHECK_FALSE(reader.exit_code());
    CHECK(std::holds_alternative<LogEvent>(reader.read(start(1))));
}

TEST_CASE("a log in several files is one run") {
    const auto scenario = [](std::string_view t, std::string_view more) {
        return R"({"t":)" + std::string(t) +
               R"(,"event":"scenario","version":1,"file":"","seed":null,"speed":1,"workers":1,)"
               R"("started":"2026-11-29T14:03:22.512Z")" +
               std::string(more) + "}";
    };
    const auto so_far = [](int lines) {
        return R"(,"so_far":{"moves":2,"running":[{"t":0,"worker":1,"label":"x","pid":7,)"
               R"("command":["x"],"lines":)" +
               std::to_string(lines) + "}]}";
    };
    const auto beginning_of = [](const std::vector<std::string>& lines) {
        LogReader reader;
        for (const std::string& each : lines)
            reader.read(each);
        return reader.beginning();
    };
    using Beginning = LogReader::Beginning;
    const std::string first = scenario("0", "");
    const std::string next = scenario("5", so_far(1));
    CHECK(beginning_of({first, start(1), line(1), next}) == Beginning::next_file);
    CHECK(beginning_of({next}) == Beginning::run);
    // A part is missing, or not understood.
    CHECK(beginning_of({first, start(1), next}) == Beginning::run_after_cut);
    CHECK(beginning_of({first, line(1), next}) == Beginning::run_after_cut);
    CHECK(beginning_of({first, "x", start(1), line(1), next}) == Beginning::run_after_cut);
    CHECK(beginning_of({begin, start(1), line(1), next}) == Beginning::run_after_cut);

    LogReader reader;
    const auto result = reader.read(next);
    REQUIRE(std::holds_alternative<LogEvent>(result));
    const auto event = std::get<ScenarioEvent>(std::get<LogEvent>(result));
    REQUIRE(event.so_far != nullptr);
    CHECK(event.so_far->moves == 2);
    REQUIRE(event.so_far->running.size() == 1);
    CHECK(event.so_far->running[0].label == "x");
    CHECK(event.so_far->running[0].pid == 7);
    CHECK(refusal({next, R"({"t":5,"event":"clock","seconds":5})"}) == std::nullopt);
    CHECK(refusal({next, R"({"t":4,"event":"clock","seconds":5})"}) ==
          "/t: time goes backwards, from 5 to 4");
    CHECK(refusal({scenario("5", R"(,"so_far":7)")}) == "a line must be a JSON object");
    CHECK(refusal({scenario("5", R"(,"so_far":{"moves":0,"running":{}})")}) ==
          "/running: must be a list, not an object");
    CHECK(refusal({scenario("-1", so_far(1))}) == "/t: -1 is not between 0 and 4700000000");
}

TEST_CASE("a worker may start late, once, in its own run") {
    CHECK(refusal({begin, start(1), start(4), start(3), start(2), start(5)}) == std::nullopt);
    CHECK(refusal({begin, start(4), start(3), start(3)}) == "/worker: 3 starts after 4");
    CHECK(refusal({begin, start(4), start(1), start(4)}) == "/worker: 4 starts after 4");
    // The numbers that another run has skipped are not those of this one.
    const std::string good_end = exit(3, R"("exited","exit_code":0)", 0, 0);
    CHECK(refusal({begin, start(3), good_end, end_of_nothing, begin, start(1), start(2),
                   start(2)}) == "/worker: 2 starts after 2");
    // Many numbers may never be used, as those of workers that were dropped.
    CHECK(refusal({begin, start(30'000), start(30'003), start(30'002), start(7)}) == std::nullopt);
}

TEST_CASE("a worker may start late in the next file of a log") {
    const auto running = [](int worker) {
        return R"({"t":0,"worker":)" + std::to_string(worker) +
               R"(,"label":"x","pid":7,"command":["x"],"lines":0})";
    };
    const std::string next =
        R"({"t":0,"event":"scenario","version":1,"file":"","seed":null,"speed":1,"workers":4,)"
        R"("so_far":{"moves":0,"running":[)" +
        running(4) + "," + running(1) + "]}}";
    CHECK(refusal({next, start(3), start(5)}) == std::nullopt);
    CHECK(refusal({next, start(3), start(3)}) == "/worker: 3 starts after 4");
    CHECK(refusal({next, start(1)}) == "/worker: 1 starts after 4");
}

TEST_CASE("a log's time of day is one") {
    const auto started = [](std::string_view value) {
        return refusal({R"({"t":0,"event":"scenario","version":1,"file":"","seed":null,"speed":1,)"
                        R"("workers":1,"started":)" +
                        std::string(value) + "}"})
            .value_or("accepted");
    };
    CHECK(started(R"("2026-11-29T14:03:22.512Z")") == "accepted");
    CHECK(started(R"("2026-02-30T14:03:22.512Z")") ==
          R"(/started: "2026-02-30T14:03:22.512Z" is not a time as in RFC 3339)");
    CHECK(started("1") == "/started: must be a string, not a number");
}

TEST_CASE("a log's time does not go backwards") {
    const std::string late = R"({"t":2.5,"event":"clock","seconds":2})";
    CHECK_FALSE(refusal({begin, late, late}));
    CHECK(refusal({begin, late, R"({"t":2.499999,"event":"clock","seconds":3})"}) ==
          "/t: time goes backwards, from 2.5 to 2.499999");
}

TEST_CASE("a log's workers start in order, and only those that run write and end") {
    CHECK_FALSE(refusal({begin, start(2), start(4)}));  // a part of a run
    CHECK(refusal({begin, start(1), start(1)}) == "/worker: 1 starts after 1");
    CHECK(refusal({begin, start(2), start(1), start(2)}) == "/worker: 2 starts after 2");
    CHECK(refusal({begin, start(3), start(1), start(1)}) == "/worker: 1 starts after 3");
    CHECK(refusal({begin, line(1)}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), line(2)}) == "/worker: 2 does not run");
    CHECK(refusal({begin, good_exit}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, line(1)}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, good_exit}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, start(2)}) == std::nullopt);
}

TEST_CASE("a log's counts are right") {
    CHECK(refusal({begin, start(1), line(1), good_exit}) == "/lines: 0, but the log has 1");
    CHECK(refusal({begin, start(1), exit(1, R"("exited","exit_code":0)", 0, 1)}) ==
          "/running: 1, but by the log it is 0");
    CHECK(refusal({begin, start(1), end_of_nothing}) == "ends with 1 still running");
}

TEST_CASE("a log tells who failed") {
    const std::string code = R"("exited","exit_code":3)";
    const std::string killed = R"("signaled","signal":15)";
    for (const std::string& how : {code, killed}) {
        CAPTURE(how);
        CHECK_FALSE(exit_event(exit(1, how, 0, 0, R"(,"failed":false)")).failed);
        CHECK(exit_event(exit(1, how, 0, 0, R"(,"failed":true)")).failed);
    }
}

TEST_CASE("a log of an earlier version tells by the status who failed") {
    CHECK_FALSE(exit_event(good_exit).failed);
    CHECK(exit_event(exit(1, R"("exited","exit_code":3)", 0, 0)).failed);
    CHECK(exit_event(exit(1, R"("signaled","signal":15)", 0, 0)).failed);
    CHECK(exit_event(exit(1, R"("timed_out","exit_code":0)", 0, 0)).failed);
    CHECK(exit_event(exit(1, R"("cannot_start","error":"")", 0, 0)).failed);
}

TEST_CASE("a worker's end in a log is of one of five kinds") {
    CHECK(exit_event(exit(1, R"("exited","exit_code":255)", 0, 0)).exit_code == 255);
    CHECK(exit_event(exit(1, R"("signaled","signal":9)", 0, 0)).signal == 9);
    CHECK(exit_event(exit(1, R"("timed_out","exit_code":3)", 0, 0)).exit_code == 3);
    CHECK(exit_event(exit(1, R"("timed_out","signal":9)", 0, 0)).signal == 9);
    CHECK(exit_event(exit(1, R"("cannot_start","error":"why")", 0, 0)).error == "why");
    CHECK(exit_event(exit(1, R"("lost")", 0, 0)).status == ExitStatus::lost);
    CHECK(refusal_of(exit(1, R"("gone")", 0, 0)) == "/status: \"gone\" is not known");
    CHECK(refusal_of(exit(1, R"("exited")", 0, 0)) == "/exit_code: is missing");
    CHECK(refusal_of(exit(1, R"("exited","exit_code":256)", 0, 0)) ==
          "/exit_code: 256 is not between 0 and 255");
    CHECK(refusal_of(exit(1, R"("signaled","signal":65)", 0, 0)) ==
          "/signal: 65 is not between 1 and 64");
    CHECK(refusal_of(exit(1, R"("cannot_start")", 0, 0)) == "/error: is missing");
}

TEST_CASE("a log's values are of their types and within their bounds") {
    const auto clock = [](std::string_view t, std::string_view seconds) {
        return R"({"t":)" + std::string(t) + R"(,"event":"clock","seconds":)" +
               std::string(seconds) + "}";
    };
    CHECK(refusal_of(clock("4700000000", "9007199254740991")) == "accepted");
    CHECK(refusal_of(clock("4700000001", "1")) == "/t: 4700000001 is not between 0 and 4700000000");
    CHECK(refusal_of(clock("-0.5", "1")) == "/t: -0.5 is not between 0 and 4700000000");
    CHECK(refusal_of(clock("\"0\"", "1")) == "/t: must be a number, not a string");
    CHECK(refusal_of(clock("0", "-1")) == "/seconds: -1 is not between 0 and 9007199254740991");
    CHECK(refusal_of(clock("0", "1e16")) ==
          "/seconds: 1e+16 is not between 0 and 9007199254740991");
    CHECK(refusal_of(clock("0", "0.5")) == "/seconds: 0.5 is not a whole number");
    CHECK(refusal_of(clock("0", "1.0")) == "accepted");
    CHECK(refusal_of(R"({"t":0,"event":"clock"})") == "/seconds: is missing");
    CHECK(refusal_of(R"({"t":0,"event":"dawn"})") == "/event: \"dawn\" is not known");
    CHECK(refusal_of(R"({"t":0,"event":"stop","reason":15})") ==
          "/reason: must be a string, not a number");
    CHECK(refusal_of(R"({"t":0,"event":"command","text":"x","from":"radio"})") ==
          "/from: \"radio\" is not keyboard or control");
    CHECK(refusal_of(R"({"t":0,"event":"line","worker":1,"stream":"stdin","text":"x"})") ==
          "/stream: \"stdin\" is not stdout or stderr");
    const std::string text = R"({"t":0,"event":"line","worker":1,"stream":"stdout","text":"x)";
    CHECK(refusal_of(text + R"(\ny"})") == "/text: is more than one line");
    CHECK(refusal_of(text + R"(","base64":"/w"})") == "/base64: is not base64");
    CHECK(refusal_of(text + R"(","continued":1})") ==
          "/continued: must be true or false, not a number");
}

TEST_CASE("a log's start has a label, a process and a command") {
    const auto second = [](std::string_view label, std::string_view pid, std::string_view command) {
        return R"({"t":0,"event":"start","worker":2,"label":")" + std::string(label) +
               R"(","pid":)" + std::string(pid) + R"(,"command":)" + std::string(command) + "}";
    };
    CHECK(refusal_of(second(std::string(128, 'x'), "2147483647", "[]")) == "accepted");
    CHECK(refusal_of(second(std::string(129, 'x'), "1", "[]")) ==
          "/label: has more than 128 bytes");
    CHECK(refusal_of(second("a\\nb", "1", "[]")) == "/label: must not contain a control character");
    CHECK(refusal_of(second("x", "0", "[]")) == "/pid: 0 is not between 1 and 2147483647");
    CHECK(refusal_of(second("x", "null", "[7]")) == "/command: must be a list of strings");
    CHECK(refusal_of(second("x", "null", "{}")) ==
          "/command: must be a list of strings, not an object");
}

TEST_CASE("a log's scenario is of the version that is read") {
    const auto scenario = [](std::string_view version, std::string_view seed,
                             std::string_view speed) {
        const std::string line = R"({"t":0,"event":"scenario","file":"","workers":0,"version":)" +
                                 std::string(version) + R"(,"seed":)" + std::string(seed) +
                                 R"(,"speed":)" + std::string(speed) + "}";
        return refusal({line}).value_or("accepted");
    };
    CHECK(scenario("1", "18446744073709551615", "1e300") == "accepted");
    CHECK(scenario("2", "null", "1") == "/version: 2 is not 1, the one that this game reads");
    CHECK(scenario("1", "null", "0") == "/speed: 0 is not above 0");
    for (const std::string_view seed : {"-1", "0.5", "18446744073709551616", "\"7\""}) {
        CHECK(scenario("1", seed, "1") == "/seed: must be null or a whole number up to 2^64 - 1");
    }
}

TEST_CASE("a log may have keys that are not known") {
    CHECK(refusal_of(R"({"t":0,"event":"stop","reason":"quit","host":{"name":["a"]}})") ==
          "accepted");
}

TEST_CASE("a line that is not a JSON object is refused, with its place") {
    CHECK(refusal({""}) == "the line is cut short");
    CHECK(refusal({R"({"t":0,"event":"clo)"}) == "the line is cut short");
    CHECK(refusal({"7"}) == "a line must be a JSON object");
    CHECK(refusal({"hello"}) == "column 1: expected a list or an object, found \"hello\"");
    CHECK(refusal({begin + begin}) == "column " + std::to_string(begin.size() + 1) +
                                          ": expected the end of the text, found \"{\"");
    CHECK(refusal({R"({"t":1e999})"}) == "column 6: the number 1e999 is too large");
    CHECK(refusal({std::string(1, '\0')}) ==
          "column 1: expected a list or an object, found byte 0x00");
}

TEST_CASE("neither the depth nor the length of a line can do harm") {
    const std::string deep(1'000'000, '[');
    CHECK(refusal({deep}) == "column 65: nested deeper than 64 levels");
    CHECK(refusal({R"({"x":)" + deep + std::string(1'000'000, ']') + "}"}) ==
          "column 69: nested deeper than 64 levels");
    const std::string long_text(1'000'000, 'x');
    const auto problem = refusal({begin, R"({"t":0,"event":")" + long_text + "\"}"});
    REQUIRE(problem);
    CHECK(problem->size() < 200);
}

TEST_CASE("times are read to the microsecond") {
    LogReader reader;
    reader.read(begin);
    const auto result = reader.read(R"({"t":4294967295.999999,"event":"clock","seconds":1})");
    CHECK(std::get<ClockEvent>(std::get<LogEvent>(result)).t ==
          std::chrono::microseconds(4294967295999999));
}

TEST_CASE("a log of a part has workers of that part only") {
    const std::string of_part =
        R"({"t":0,"event":"scenario","version":1,"file":"","seed":null,"speed":1,"workers":0,"part":[2,3]})";
    LogReader reader;
    const auto result = reader.read(of_part);
    CHECK(std::get<ScenarioEvent>(std::get<LogEvent>(result)).part == common::Part{2, 3});
    CHECK_FALSE(refusal({of_part, start(2), start(8), start(5)}));
    CHECK(refusal({of_part, start(2), start(3)}) == "/worker: 3 is not of part 2/3");
    CHECK(refusal({of_part, start(8), start(5), start(5)}) == "/worker: 5 starts after 8");
    for (const char* const bad : {"[2]", "[1,2,3]", "\"2/3\"", "[0,3]", "[4,3]", "[1,1000001]"}) {
        CAPTURE(bad);
        CHECK(refusal({of_part.substr(0, of_part.find("[2,3]")) + bad + "}"}).has_value());
    }
}
