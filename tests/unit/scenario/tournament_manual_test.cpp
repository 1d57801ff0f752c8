// The manual of tournaments, and the JSON Schema: the same keys.

#include "tests/unit/file_content.h"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

TEST_SUITE("scenario manual") {
    TEST_CASE("game-tournament(5) has every key of the schema") {
        const std::string manual = file_content(SCENARIOS_DIR "/../game/man/game-tournament.5");
        const auto schema =
            nlohmann::json::parse(file_content(SCENARIOS_DIR "/scenario.schema.json"));
        for (const char* const part : {"tournament", "tournament_player"}) {
            for (const auto& [key, value] : schema["definitions"][part]["properties"].items()) {
                CAPTURE(key);
                const bool is_there = manual.find("\n.It Cm " + key) != std::string::npos ||
                                      manual.find(" , " + key + "\n") != std::string::npos;
                CHECK(is_there);
            }
        }
    }
}
