// The events of a match in the log: written, read, and written again.

#include "game/log/reader.h"
#include "game/log/writer.h"
#include "tests/unit/json_schema.h"
#include "tests/unit/log_story.h"

#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace game;
using namespace std::chrono_literals;

namespace {

void tell_match(Reporter& reporter) {
    reporter.scenario({0ns, "match.json", 7, 1, 2});
    const std::vector<std::string> referee = {"./kuhn", "--cards", "3"};
    const std::vector<MatchPlayer> players = {{"zoe", 1}, {"ben", 2, "zoe", false}};
    MatchEvent match;
    match.t = 1ms;
    match.referee = referee;
    match.mode = "lockstep";
    match.turn_limit = 200ms;
    match.bank = 1500ms;
    match.strikes = 3;
    match.tick = 200ms;
    match.settings = R"({"cards":3})";
    match.seed = 9007199254740991;
    match.players = players;
    match.state = R"({"pot":2})";
    match.views = R"({"zoe":{"card":"K"}})";
    match.rows = R"(["K.",".."])";
    match.start = R"({"pot":2})";
    match.folder = "/home/zoe";
    reporter.match(match);

    LineEvent line{2ms, 0, "referee", Stream::standard_error, "shuffled", false};
    line.turn = 1;
    reporter.line(line);

    const std::vector<PlayerTurn> moves = {
        {"zoe", AnswerStatus::ok, "N \"é\"", 3104us, "I see food"},
        {"ben", AnswerStatus::late, "", {}, ""},
        {"bob", AnswerStatus::illegal, "X", 1us, "", "", "", 1500ms},
        {"bill", AnswerStatus::out, "", {}, "", "crashed", "SIGSEGV"}};
    const std::vector<PlayerEvent> events = {{"zoe", "head-collision", "ben", ""},
                                             {"bob", "", "", "column full"}};
    const std::vector<std::string> left = {"bill"};
    const std::vector<std::string> ask = {"ben"};
    const std::vector<std::uint64_t> skipped = {2};
    const TurnOpening opening = {200ms, ask, skipped};
    reporter.turn({10ms, 1, moves, events, players, left, R"({"pot":3})", "", "[]", opening});
    reporter.turn({20ms, 2, {}, {}, {}, {}, R"({"pot":4})", R"({"ben":{}})"});

    const std::vector<MatchRank> ranks = {{"ben", 1, "14"}, {"zoe", 1, "-1.5"}};
    PlayerTotals totals;
    totals.player = "zoe";
    totals.answered = 1;
    totals.median = totals.maximum = 3104us;
    const std::vector<PlayerTotals> all = {totals, {"ben", 0, 1, 2, 3, {}, {}}};
    reporter.result({30ms, 2, false, "one left", ranks, all});
    reporter.result({31ms,
                     2,
                     true,
                     "the referee ended with exit code 1",
                     {},
                     {},
                     OpenTurn{3, {std::nullopt, ask, {}}}});
    reporter.ended({32ms, 2, 0, 0});
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("the log of a match is read as it was written, and keeps to the schema") {
    const std::string log = log_story::written(tell_match);
    const JsonSchema schema(std::filesystem::path(SCENARIOS_DIR) / "log.schema.json");
    for (const std::string& line : lines_of(log)) {
        CAPTURE(line);
        CHECK(schema.accepts(line));
    }
    const std::string again = log_story::written([&log](Reporter& reporter) {
        LogReader reader;
        for (const std::string& line : lines_of(log)) {
            const auto read = reader.read(line);
            CAPTURE(line);
            if (const auto* problem = std::get_if<LogProblem>(&read)) FAIL(problem->what);
            std::visit(Report{reporter}, std::get<LogEvent>(read));
        }
    });
    CHECK(again == log);
}

TEST_CASE("a line of a match has its fields, and a hash of the state") {
    const std::vector<std::string> lines = lines_of(log_story::written(tell_match));
    REQUIRE(lines.size() == 8);
    CHECK(lines[2] == R"({"t":0.002000,"event":"line","worker":0,"stream":"stderr",)"
                      R"("text":"shuffled","turn":1})");
    CHECK(lines[3].starts_with(
        R"({"t":0.010000,"event":"turn","turn":1,"ask":["ben"],"limit":0.2,"skipped":[2],"moves":{"zoe":{"status":"ok","move":"N \"é\"",)"
        R"("seconds":0.003104,"say":"I see food"},"ben":{"status":"late"},)"));
    // The hash is from an independent FNV-1a.
    CHECK(lines[3].ends_with(R"("state":{"pot":3},"rows":[],"hash":"80001d93c347c5af"})"));
}

TEST_CASE("a damaged event of a match is a problem with its place") {
    const auto problem = [](const std::string& line) {
        LogReader reader;
        static_cast<void>(reader.read(lines_of(log_story::written(tell_match))[0]));
        const auto read = reader.read(line);
        const auto* const found = std::get_if<LogProblem>(&read);
        return found == nullptr ? std::string() : found->what;
    };
    CHECK(problem(R"({"t":1,"event":"match"})") == "/rules: or referee must be there");
    CHECK(problem(R"({"t":1,"event":"turn","turn":1})") == "/moves: is missing");
    CHECK(
        problem(
            R"({"t":1,"event":"turn","turn":1,"ask":["ben"],"limit":0.2,"skipped":[2],"moves":{"zoe":{"status":"odd"}}})") ==
        "/status: is not known");
    CHECK(problem(R"({"t":1,"event":"result","turn":1})") == "/reason: is missing");
}
