// The JSON Schema of a log's lines.

#include "tests/unit/json_schema.h"
#include "tests/unit/log_story.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using std::filesystem::path;

namespace {

bool schema_accepts(std::string_view line) {
    static const JsonSchema schema(path(SCENARIOS_DIR) / "log.schema.json");
    return schema.accepts(line);
}

std::vector<std::string> lines_of(std::istream& stream) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    REQUIRE_FALSE(lines.empty());
    return lines;
}

std::vector<std::string> lines_of_file(std::string_view name) {
    std::ifstream stream(path(TEST_DATA_DIR) / "logs" / name, std::ios::binary);
    return lines_of(stream);
}

}  // namespace

TEST_CASE("the schema accepts every line that the log writer writes") {
    std::istringstream stream(log_story::log());
    for (const std::string& line : lines_of(stream)) {
        CAPTURE(line);
        CHECK(schema_accepts(line));
    }
}

TEST_CASE("the schema accepts good lines, and refuses bad ones") {
    for (const std::string& line : lines_of_file("good.ndjson")) {
        CAPTURE(line);
        CHECK(schema_accepts(line));
    }
    for (const std::string& line : lines_of_file("bad.ndjson")) {
        CAPTURE(line);
        CHECK_FALSE(schema_accepts(line));
    }
}

TEST_CASE("the README has an example of each event, which the schema accepts") {
    std::ifstream readme(path(SCENARIOS_DIR).parent_path() / "README.md");
    std::set<std::string> events;
    for (const std::string& line : lines_of(readme)) {
        const std::string event = "\"event\":\"";
        if (!line.starts_with("    {\"t\":")) continue;
        CAPTURE(line);
        CHECK(schema_accepts(line));
        const std::size_t name = line.find(event) + event.size();
        events.insert(line.substr(name, line.find('"', name) - name));
    }
    CHECK(events == std::set<std::string>{"clock", "command", "end", "exit", "line", "match",
                                          "match_end", "match_start", "result", "scenario",
                                          "standings", "start", "stop", "tournament", "turn"});
}
