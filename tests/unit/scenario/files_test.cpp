// Our reader and the JSON Schema, held to the same verdict on the same files.

#include "game/scenario/reader.h"
#include "tests/unit/file_content.h"
#include "tests/unit/json_schema.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using game::ProblemLines;
using game::Scenario;
using std::filesystem::path;

namespace {

const path data_folder = path(TEST_DATA_DIR) / "scenarios";

/// The scenarios in a folder, in the order of their names; a schema is none.
std::vector<path> scenarios_in(const path& folder) {
    std::vector<path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const path& file = entry.path();
        if (file.extension() == ".json" && file.stem().extension() != ".schema") {
            files.push_back(file);
        }
    }
    REQUIRE_FALSE(files.empty());
    std::ranges::sort(files);
    return files;
}

/// What the reader says, as it would if it had been started in the file's folder.
std::variant<Scenario, ProblemLines> reader_says(const path& file) {
    return game::parse_scenario(file.filename(), file_content(file));
}

bool reader_accepts(const path& file) {
    return std::holds_alternative<Scenario>(reader_says(file));
}

/// The problems that stand in the `.expected` file beside a scenario.
std::string expected_problems(path file) {
    return file_content(file.replace_extension(".expected"));
}

std::string reader_problems(const path& file) {
    const auto result = reader_says(file);
    REQUIRE(std::holds_alternative<ProblemLines>(result));
    std::string text;
    for (const std::string& line : std::get<ProblemLines>(result))
        text += line + '\n';
    return text;
}

/// What the schema says, the one beside the scenarios that we ship.
bool schema_accepts(const path& file) {
    static const JsonSchema schema(path(SCENARIOS_DIR) / "scenario.schema.json");
    return schema.accepts(file_content(file));
}

}  // namespace

TEST_CASE("the reader and the schema accept the scenarios that we ship") {
    for (const path& file : scenarios_in(SCENARIOS_DIR)) {
        CAPTURE(file);
        CHECK(reader_accepts(file));
        CHECK(schema_accepts(file));
    }
}

TEST_CASE("the reader and the schema accept good scenarios") {
    for (const path& file : scenarios_in(data_folder / "good")) {
        CAPTURE(file);
        CHECK(reader_accepts(file));
        CHECK(schema_accepts(file));
    }
}

TEST_CASE("the reader and the schema refuse bad scenarios, and the reader says why") {
    for (const path& file : scenarios_in(data_folder / "bad")) {
        CAPTURE(file);
        CHECK(reader_problems(file) == expected_problems(file));
        CHECK_FALSE(schema_accepts(file));
    }
}

TEST_CASE("the reader refuses what no schema can express") {
    for (const path& file : scenarios_in(data_folder / "beyond_schema")) {
        CAPTURE(file);
        CHECK(reader_problems(file) == expected_problems(file));
        CHECK(schema_accepts(file));
    }
}

TEST_CASE("the reader refuses what is not JSON, and says where") {
    for (const path& file : scenarios_in(data_folder / "not_json")) {
        CAPTURE(file);
        CHECK(reader_problems(file) == expected_problems(file));
    }
}
