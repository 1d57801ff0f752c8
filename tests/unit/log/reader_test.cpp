#include "game/log/reader.h"

#include "game/events/retell.h"
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

/// `how` is the status and what goes with it.
std::string exit(int worker, std::string_view how, int lines, int running) {
    return R"({"t":0,"event":"exit","worker":)" + std::to_string(worker) +
           ",\"status\":" + std::string(how) +
           R"(,"seconds":0,"user_seconds":0,"system_seconds":0,"max_rss_bytes":0,"lines":)" +
           std::to_string(lines) + ",\"running\":" + std::to_string(running) + "}";
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

/// Whether the last line, the exit of a worker, is that of one who failed.
bool has_failed(const std::vector<std::string>& lines) {
    LogReader reader;
    for (const std::string& each : lines) {
        const auto result = reader.read(each);
        REQUIRE(std::holds_alternative<LogEvent>(result));
        if (&each == &lines.back()) {
            return std::get<ExitEvent>(std::get<LogEvent>(result)).failed;
        }
    }
    return false;
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
        std::visit(Retell{reporter}, std::get<LogEvent>(result));
    }
}

/// Notes what NDJSON does not tell.
class Noting final : public Reporter {
  public:
    void line(const LineEvent& event) override { notes.emplace_back(event.label); }
    void exited(const ExitEvent& event) override {
        notes.push_back(std::string(event.label) + (event.failed ? " failed" : " is fine"));
    }
    void command(const CommandEvent& event) override {
        notes.push_back(std::string(event.text) + ": " + event.error.value_or("obeyed"));
    }
    std::vector<std::string> notes;
};

}  // namespace

TEST_CASE("what the log reader reads is what was told") {
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
    const std::string first = "the event scenario, and no other, must stand in the first line";
    CHECK(refusal({end_of_nothing}) == first);
    CHECK(refusal({R"({"t":0,"event":"clock","seconds":0})"}) == first);
    CHECK(refusal({begin, begin}) == first);
    CHECK(refusal({begin, end_of_nothing, end_of_nothing}) == "nothing can follow the end");
    CHECK(refusal({begin, end_of_nothing, begin}) == "nothing can follow the end");
    CHECK_FALSE(refusal({begin, end_of_nothing}));
}

TEST_CASE("a log's time does not go backwards") {
    const std::string late = R"({"t":2.5,"event":"clock","seconds":2})";
    CHECK_FALSE(refusal({begin, late, late}));
    CHECK(refusal({begin, late, R"({"t":2.499999,"event":"clock","seconds":3})"}) ==
          "/t: time goes backwards, from 2.5 to 2.499999");
}

TEST_CASE("a log's workers start in order, and only those that run write and end") {
    CHECK(refusal({begin, start(2)}) == "/worker: 2 starts where 1 is the next");
    CHECK(refusal({begin, start(1), start(1)}) == "/worker: 1 starts where 2 is the next");
    CHECK(refusal({begin, line(1)}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), line(2)}) == "/worker: 2 does not run");
    CHECK(refusal({begin, good_exit}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, line(1)}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, good_exit}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1, "null"), line(1)}) == "/worker: 1 does not run");
    CHECK(refusal({begin, start(1), good_exit, start(2)}) == std::nullopt);
}

TEST_CASE("a worker's end in a log goes with its start") {
    const std::string problem = "/status: does not go with how the worker started";
    const std::string no_start = exit(1, R"("cannot_start","error":"x")", 0, 0);
    CHECK(refusal({begin, start(1), no_start}) == problem);
    CHECK(refusal({begin, start(1, "null"), good_exit}) == problem);
    CHECK_FALSE(refusal({begin, start(1, "null"), no_start}));
}

TEST_CASE("a log's counts are right") {
    CHECK(refusal({begin, start(1), line(1), good_exit}) == "/lines: 0, but the log has 1");
    CHECK(refusal({begin, start(1), exit(1, R"("exited","exit_code":0)", 0, 1)}) ==
          "/running: 1, but by the log it is 0");
    CHECK(refusal({begin, start(1), end_of_nothing}) == "ends while 1 workers still run");
    CHECK(refusal({begin, start(1), good_exit, end_of_nothing}) ==
          "/workers: 0, but the log has 1");
    const auto end = [](std::string_view counts) {
        return R"({"t":9,"event":"end","workers":0,)" + std::string(counts) +
               R"(,"seconds":9,"exit_code":1})";
    };
    CHECK(refusal({begin, end(R"("failed":1,"moves":0)")}) == "/failed: 1, but the log has 0");
    CHECK(refusal({begin, end(R"("failed":0,"moves":1)")}) == "/moves: 1, but the log has 0");
}

TEST_CASE("a log tells who failed") {
    const std::string kill = R"({"t":0,"event":"command","text":" kill  1 ","from":"control"})";
    const std::string refused =
        R"({"t":0,"event":"command","text":"kill 1","from":"control","error":"no"})";
    const std::string stop = R"({"t":0,"event":"stop","reason":"quit"})";
    const std::string code = exit(1, R"("exited","exit_code":3)", 0, 0);
    const std::string killed = exit(1, R"("signaled","signal":15)", 0, 0);
    const std::string late = exit(1, R"("timed_out","signal":15)", 0, 0);
    CHECK_FALSE(has_failed({begin, start(1), good_exit}));
    for (const std::string& bad : {code, killed}) {
        CAPTURE(bad);
        CHECK(has_failed({begin, start(1), bad}));
        CHECK(has_failed({begin, start(1), refused, bad}));
        CHECK(has_failed({begin, kill, start(1), bad}));
        CHECK_FALSE(has_failed({begin, start(1), kill, bad}));
        CHECK_FALSE(has_failed({begin, start(1), stop, bad}));
        CHECK_FALSE(has_failed({begin, stop, start(1), bad}));
    }
    CHECK(has_failed({begin, start(1), kill, late}));
    CHECK(has_failed({begin, start(1), stop, late}));
    CHECK(
        has_failed({begin, stop, start(1, "null"), exit(1, R"("cannot_start","error":"")", 0, 0)}));
}

TEST_CASE("times are read to the microsecond") {
    LogReader reader;
    reader.read(begin);
    const auto result = reader.read(R"({"t":4294967295.999999,"event":"clock","seconds":1})");
    CHECK(std::get<ClockEvent>(std::get<LogEvent>(result)).t ==
          std::chrono::microseconds(4294967295999999));
}
