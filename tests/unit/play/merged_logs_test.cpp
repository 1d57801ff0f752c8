#include "game/play/merged_logs.h"

#include "common/report.h"
#include "game/log/writer.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace tests {

namespace {

using Lines = std::vector<std::string>;

/// The events of lines in memory. Does as LogCursor does, which reads files.
class Text final : public game::EventSource {
  public:
    explicit Text(Lines lines) : lines_(std::move(lines)) {}

    const game::LogEvent* next() override {
        if (!problems_.empty()) return nullptr;
        if (position_ == lines_.size()) {
            if (!reader_.exit_code()) problems_.emplace_back("is cut short");
            return nullptr;
        }
        latest_.emplace(reader_.read(lines_[position_++]));
        if (const auto* const problem = std::get_if<game::LogProblem>(&*latest_)) {
            problems_.push_back(problem->what);
            return nullptr;
        }
        return std::get_if<game::LogEvent>(&*latest_);
    }

    std::uint64_t position() const override { return position_; }
    const std::optional<int>& exit_code() const override { return reader_.exit_code(); }
    std::vector<std::string> problems() const override { return problems_; }

  private:
    Lines lines_;
    game::LogReader reader_;
    std::optional<std::variant<game::LogEvent, game::LogProblem>> latest_;
    std::size_t position_ = 0;
    std::vector<std::string> problems_;
};

std::string scenario_of_part(std::string_view part, std::string_view started = "14:03:22",
                             std::string_view file = "x.json", int seed = 7) {
    return fmt::format(
        R"({{"t":0,"event":"scenario","version":1,"file":"{}","seed":{},"speed":1,"workers":1,)"
        R"("started":"2026-11-29T{}.000Z"{}}})",
        file, seed, started, part.empty() ? "" : fmt::format(",\"part\":[{}]", part));
}

std::string clock_at(double t, int seconds) {
    return fmt::format(R"({{"t":{:.6f},"event":"clock","seconds":{}}})", t, seconds);
}

std::string start(double t, int worker) {
    return fmt::format(
        R"({{"t":{:.6f},"event":"start","worker":{},"label":"ps#{}","pid":1,"command":["x"]}})", t,
        worker, worker);
}

std::string line(double t, int worker) {
    return fmt::format(
        R"({{"t":{:.6f},"event":"line","worker":{},"stream":"stdout","text":"N john"}})", t,
        worker);
}

std::string exit(double t, int worker, int lines, int running, int code = 0) {
    return fmt::format(
        R"({{"t":{:.6f},"event":"exit","worker":{},"status":"exited","exit_code":{},"seconds":0,)"
        R"("user_seconds":0,"system_seconds":0,"max_rss_bytes":0,"lines":{},"running":{},)"
        R"("failed":{}}})",
        t, worker, code, lines, running, code != 0);
}

std::string end(double t, int code = 0) {
    return fmt::format(
        R"({{"t":{:.6f},"event":"end","workers":1,"failed":0,"moves":0,"seconds":{:.6f},)"
        R"("exit_code":{}}})",
        t, t, code);
}

/// A part in which worker `worker` runs from `begin` on, for a second.
Lines part(std::string_view name, double begin, int worker, int code = 0) {
    return {scenario_of_part(name),    clock_at(0, 0), start(begin, worker),
            line(begin + 0.5, worker), clock_at(1, 1), exit(begin + 1, worker, 1, 0, code),
            end(begin + 1, code)};
}

/// What is left when all logs are read as one.
struct Whole {
    Lines story;
    Lines problems;
    std::optional<int> exit_code;
};

Whole merged(std::vector<Lines> texts) {
    std::vector<game::MergedLogs::Log> logs;
    for (Lines& text : texts) {
        logs.push_back({std::string(1, static_cast<char>('a' + logs.size())),
                        std::make_unique<Text>(std::move(text))});
    }
    game::MergedLogs all(std::move(logs));
    Whole whole;
    std::string log;
    game::LogWriter writer([&](std::string_view written) { log += written; });
    // What is written is a log again.
    game::LogReader again;
    while (const game::LogEvent* const event = all.next()) {
        log.clear();
        std::visit(game::Report{writer}, *event);
        log.pop_back();
        CAPTURE(log);
        CHECK(std::holds_alternative<game::LogEvent>(again.read(log)));
        const auto t = std::chrono::duration<double>(game::time_of(*event)).count();
        std::string what = log.substr(log.find("event") + 8);
        what.resize(what.find('"'));
        if (const auto* const second = std::get_if<game::ClockEvent>(event))
            what += fmt::format(" {}", second->seconds);
        if (const auto* const started = std::get_if<game::StartEvent>(event))
            what += fmt::format(" {}", started->worker);
        if (const auto* const said = std::get_if<game::LineEvent>(event))
            what += fmt::format(" {}", said->worker);
        if (const auto* const ended = std::get_if<game::ExitEvent>(event))
            what += fmt::format(" {}, {} running", ended->worker, ended->running);
        if (const auto* const last = std::get_if<game::EndEvent>(event)) {
            what +=
                fmt::format(", {} of {} failed, {}", last->failed, last->workers, last->exit_code);
        }
        whole.story.push_back(fmt::format("{:g} {}", t, what));
        CHECK(all.position() == whole.story.size());
    }
    CHECK(all.next() == nullptr);
    whole.problems = all.problems();
    whole.exit_code = all.exit_code();
    return whole;
}

}  // namespace

TEST_SUITE("merged logs") {
    TEST_CASE("the parts are one run, in the order of time") {
        const Whole whole =
            merged({part("3,3", 0.2, 3), part("1,3", 0.1, 1, 5), part("2,3", 0.45, 2, 3)});
        CHECK(whole.story == Lines{"0 scenario", "0 clock 0", "0.1 start 1", "0.2 start 3",
                                   "0.45 start 2", "0.6 line 1", "0.7 line 3", "0.95 line 2",
                                   "1 clock 1", "1.1 exit 1, 2 running", "1.2 exit 3, 1 running",
                                   "1.45 exit 2, 0 running", "1.45 end, 2 of 3 failed, 5"});
        CHECK(whole.problems == Lines{});
        CHECK(whole.exit_code == 5);
    }

    TEST_CASE("the scenario has the workers of all, and the earliest start") {
        std::vector<game::MergedLogs::Log> logs;
        logs.push_back(
            {"a", std::make_unique<Text>(Lines{scenario_of_part("2,2", "14:03:23"), end(0)})});
        logs.push_back(
            {"b", std::make_unique<Text>(Lines{scenario_of_part("1,2", "14:03:22"), end(0)})});
        game::MergedLogs all(std::move(logs));
        std::string log;
        game::LogWriter writer([&](std::string_view written) { log += written; });
        std::visit(game::Report{writer}, *all.next());
        CHECK(log ==
              R"({"t":0.000000,"event":"scenario","version":1,"file":"x.json","seed":7,"speed":1,)"
              R"("workers":2,"started":"2026-11-29T14:03:22.000Z"})"
              "\n");
    }

    TEST_CASE("the clock has each second once, when the first part has it") {
        const Whole whole = merged(
            {{scenario_of_part("1,2"), clock_at(0.5, 0), clock_at(1.25, 1), clock_at(3, 3), end(3)},
             {scenario_of_part("2,2"), clock_at(0.25, 0), clock_at(1.5, 1), clock_at(3.5, 2),
              clock_at(4, 4), end(4)}});
        CHECK(whole.story == Lines{"0 scenario", "0.25 clock 0", "1.25 clock 1", "3 clock 3",
                                   "4 clock 4", "4 end, 0 of 0 failed, 0"});
    }

    TEST_CASE("parts that are missing are named") {
        Whole whole = merged({part("1,3", 0, 1), part("3,3", 0, 3)});
        CHECK(whole.problems == Lines{"1 of 3 parts is missing: 2"});
        CHECK(whole.story.back() == "1 end, 0 of 2 failed, 0");
        whole = merged({part("4,9", 0, 4), part("8,9", 0, 8)});
        CHECK(whole.problems == Lines{"7 of 9 parts are missing: 1 to 3, 5 to 7, 9"});
        std::vector<Lines> even;
        for (int i = 2; i <= 26; i += 2)
            even.push_back(part(fmt::format("{},1000", i), 0, i));
        CHECK(merged(std::move(even)).problems.front().ends_with("25, 27 to 1000"));
        std::vector<Lines> many;
        for (int i = 2; i <= 100; i += 2)
            many.push_back(part(fmt::format("{},1000", i), 0, i));
        CHECK(merged(std::move(many)).problems.front() ==
              "950 of 1000 parts are missing: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, "
              "29, 31, 33, 35, 37, 39, …");
    }

    TEST_CASE("a log that is not of this run, or there twice, is left out and named") {
        const Whole whole = merged({part("1,2", 0, 1),
                                    part("1,2", 0, 1),
                                    part("2,2", 0, 2),
                                    part("", 0, 1),
                                    part("2,3", 0, 2),
                                    {scenario_of_part("2,2", "14:03:22", "y.json"), end(0)},
                                    {scenario_of_part("2,2", "14:03:22", "x.json", 8), end(0)}});
        CHECK(whole.problems == Lines{"b: left out: it has part 1/2, as a has",
                                      "d: left out: it is not of a part of a run, as a is",
                                      "e: left out: it is of 3 parts, and a of 2",
                                      "f: left out: it is of y.json, and a of x.json",
                                      "g: left out: it has seed 8, and a seed 7"});
        CHECK(whole.story.back() == "1 end, 0 of 2 failed, 0");
    }

    TEST_CASE("logs without parts are refused") {
        std::vector<Lines> whole_runs = {part("", 0, 1), part("", 0, 1)};
        CHECK_THROWS_AS(merged(std::move(whole_runs)), common::UsageError);
        const Whole nothing = merged({{}, {}});
        CHECK(nothing.story == Lines{});
        CHECK(nothing.problems == Lines{"is cut short", "is cut short"});
        CHECK_FALSE(nothing.exit_code);
    }

    TEST_CASE("a part that is cut short has what it has") {
        Lines cut = part("2,2", 0.25, 2);
        cut.resize(cut.size() - 2);  // the worker has not ended
        Whole whole = merged({part("1,2", 0, 1), cut});
        CHECK(whole.story.back() == "1 exit 1, 1 running");
        CHECK(whole.problems == Lines{"is cut short"});
        CHECK_FALSE(whole.exit_code);
        cut = part("2,2", 0.25, 2);
        cut.pop_back();  // only the end is missing
        whole = merged({part("1,2", 0, 1), cut});
        CHECK(whole.story.back() == "1.25 end, 0 of 2 failed, 0");
        CHECK(whole.problems == Lines{"is cut short"});
    }

    TEST_CASE("of a log with several runs, the first counts") {
        Lines twice = part("1,1", 0, 1);
        const Lines again = twice;
        twice.insert(twice.end(), again.begin(), again.end());
        const Whole whole = merged({twice});
        CHECK(whole.story.back() == "1 end, 0 of 1 failed, 0");
        CHECK(whole.problems == Lines{"a: has another run behind its first, which is left out"});
    }
}

}  // namespace tests
