// Our reader of logs and the JSON Schema, held to the same verdict on the same lines.

#include "game/log/rules.h"

#include "game/log/record.h"
#include "tests/unit/json_schema.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using std::filesystem::path;

namespace {

std::vector<std::string> lines_of(std::string_view name) {
    std::ifstream stream(path(TEST_DATA_DIR) / "logs" / name, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    REQUIRE_FALSE(lines.empty());
    return lines;
}

/// Why our reader refuses a line; nothing if it takes it.
std::optional<std::string> refusal(std::string_view line) {
    game::LogRecord record;
    if (auto problem = record.read(line)) return problem;
    const auto result = game::check_log_record(record);
    const auto* const problem = std::get_if<game::LogProblem>(&result);
    return problem == nullptr ? std::nullopt : std::optional(problem->what);
}

bool schema_accepts(std::string_view line) {
    static const JsonSchema schema(path(SCENARIOS_DIR) / "log.schema.json");
    return schema.accepts(line);
}

/// Every line of NAME.ndjson is refused with the words in the same line of NAME.expected.
void check_refusals(const std::string& name) {
    const std::vector<std::string> bad = lines_of(name + ".ndjson");
    const std::vector<std::string> expected = lines_of(name + ".expected");
    REQUIRE(bad.size() == expected.size());
    for (std::size_t i = 0; i < bad.size(); ++i) {
        CAPTURE(bad[i]);
        CHECK(refusal(bad[i]).value_or("accepted") == expected[i]);
    }
}

}  // namespace

TEST_CASE("the log reader and the schema accept good lines") {
    for (const std::string& line : lines_of("good.ndjson")) {
        CAPTURE(line);
        CHECK(refusal(line).value_or("accepted") == "accepted");
        CHECK(schema_accepts(line));
    }
}

TEST_CASE("the log reader and the schema refuse bad lines, and the reader says why") {
    check_refusals("bad");
    for (const std::string& line : lines_of("bad.ndjson")) {
        CAPTURE(line);
        CHECK_FALSE(schema_accepts(line));
    }
}

TEST_CASE("the log reader refuses what no schema can express") {
    check_refusals("beyond_schema");
    for (const std::string& line : lines_of("beyond_schema.ndjson")) {
        CAPTURE(line);
        CHECK(schema_accepts(line));
    }
}

TEST_CASE("the log reader refuses what is not JSON, and says where") {
    check_refusals("not_json");
}

TEST_CASE("the examples in the README are lines of logs") {
    std::ifstream readme(path(SCENARIOS_DIR).parent_path() / "README.md");
    std::set<std::string> kinds;
    for (std::string line; std::getline(readme, line);) {
        const std::string event = "\"event\":\"";
        if (!line.starts_with("    {\"t\":")) continue;
        CAPTURE(line);
        CHECK(refusal(line).value_or("accepted") == "accepted");
        CHECK(schema_accepts(line));
        const std::size_t name = line.find(event) + event.size();
        kinds.insert(line.substr(name, line.find('"', name) - name));
    }
    CHECK(kinds.size() == game::log_event_names.size());
}

TEST_CASE("the log reader takes the largest seed, which is beyond the schema's library") {
    const std::string begin = R"({"t":0,"event":"scenario","version":1,"file":"","speed":1,)";
    const std::string end = R"(,"workers":0})";
    CHECK_FALSE(refusal(begin + R"("seed":18446744073709551615)" + end));
    CHECK(refusal(begin + R"("seed":18446744073709551616)" + end));
    CHECK(refusal(begin + R"("seed":1e300)" + end));
}

TEST_CASE("no nesting and no length costs a log's reader more than its bytes") {
    const std::string deep(1'000'000, '[');
    CHECK(refusal(deep) == "a line must be a JSON object");
    CHECK(refusal(R"({"t":)" + deep) == "the line is cut short");
    CHECK(refusal(R"({"x":)" + deep + std::string(1'000'000, ']') + "}") == "/t: is missing");
    const std::string long_text(1'000'000, 'x');
    const auto problem = refusal(R"({"t":0,"event":")" + long_text + "\"}");
    REQUIRE(problem);
    CHECK(problem->size() < 200);
}

TEST_CASE("a log's record forgets the line before") {
    game::LogRecord record;
    const auto check = [&record](std::string_view line) {
        REQUIRE_FALSE(record.read(line));
        return std::holds_alternative<game::LogEventKind>(game::check_log_record(record));
    };
    CHECK(check(
        R"({"t":0,"event":"line","worker":1,"stream":"stdout","text":"N j","continued":true})"));
    CHECK_FALSE(check(R"({"t":0,"event":"line","worker":1,"stream":"stdout","text":"N j"})"));
    CHECK_FALSE(check(R"({"t":0,"event":"start","worker":1,"label":"","pid":1,"command":[7]})"));
    CHECK(check(R"({"t":0,"event":"start","worker":1,"label":"","pid":1,"command":["a","b"]})"));
    CHECK(record.words() == std::vector<std::string>{"a", "b"});
    CHECK(check(R"({"t":0,"event":"start","worker":1,"label":"","pid":1,"command":["c"]})"));
    CHECK(record.words() == std::vector<std::string>{"c"});
    CHECK_FALSE(check(R"({"t":0,"event":"stop","reason":"","what":1})"));
    CHECK(check(R"({"t":0,"event":"stop","reason":""})"));
}
