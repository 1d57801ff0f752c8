// The manual of the scenario file, and the JSON Schema: the same keys.

#include "tests/unit/file_content.h"

#include <regex>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace {

/// The keys that the manual lists between two of its titles.
std::set<std::string> listed(const std::string& manual, const std::string& from,
                             const std::string& to) {
    const std::size_t start = manual.find(from);
    const std::size_t end = manual.find(to, start);
    REQUIRE(end != std::string::npos);
    const std::string part = manual.substr(start, end - start);
    const std::regex list_item("\n\\.It Cm ([a-z_$ ,]+)");
    const std::regex key("[a-z_$]+");
    std::set<std::string> found;
    for (std::sregex_iterator item(part.begin(), part.end(), list_item), none; item != none;
         ++item) {
        const std::string keys = (*item)[1];
        found.insert(std::sregex_token_iterator(keys.begin(), keys.end(), key),
                     std::sregex_token_iterator());
    }
    return found;
}

std::set<std::string> properties(const nlohmann::json& schema, const std::string& definition) {
    std::set<std::string> found;
    for (const auto& [key, value] : schema["definitions"][definition]["properties"].items())
        found.insert(key);
    return found;
}

}  // namespace

TEST_SUITE("scenario manual") {
    TEST_CASE("game-scenario(5) has every key of the schema, and no other") {
        const std::string manual = file_content(SCENARIOS_DIR "/../game/man/game-scenario.5");
        const auto schema =
            nlohmann::json::parse(file_content(SCENARIOS_DIR "/scenario.schema.json"));
        const std::string object = ".Ss Keys of the object";
        const std::string host = ".Ss Keys of a host";
        const std::string entry = ".Ss Keys of an entry of the script";
        CHECK(listed(manual, object, host) == properties(schema, "scenario"));
        CHECK(listed(manual, host, entry) == properties(schema, "host"));
        CHECK(listed(manual, entry, ".Ss What a worker writes") == properties(schema, "entry"));
    }
}
