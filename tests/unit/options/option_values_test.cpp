#include "game/options/option_values.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

TEST_CASE("the values of options are read") {
    CHECK(seconds_up_to_limit("1.5") == std::chrono::milliseconds(1500));
    CHECK(file_name("a b") == "a b");
    CHECK(launcher_words("nice -n '5 6'") == std::vector<std::string>{"nice", "-n", "5 6"});
    CHECK(launcher_words("").empty());
    CHECK(rules_name("snake") == "snake");
    CHECK(point_in_time("1764423202.5") == point_in_time("2025-11-29T13:33:22.5Z"));
    CHECK(player_name("zoe") == "zoe");
    CHECK(output_format("ndjson") == OutputFormat::ndjson);
    CHECK(timestamps_form("") == Timestamps::since_start);
    CHECK(timestamps_form("wall") == Timestamps::wall);
    CHECK(color_choice("auto") == ColorChoice::automatic);
}

TEST_CASE("what the value of an option must be is said") {
    CHECK_THROWS_WITH(seconds_up_to_limit("2e9"), "\"2e9\" is not a number of seconds, 0 to 1e9");
    CHECK_THROWS_WITH(file_name(""), "\"\" is not the name of a file");
    CHECK_THROWS_WITH(launcher_words("nice '"),
                      "\"nice '\" has a quote that is not closed, or ends with a backslash");
    CHECK_THROWS_WITH(launcher_words("'' nice"), "\"'' nice\" has an empty word for a program");
    CHECK_THROWS_WITH(rules_name("chess"), "\"chess\" is not one of the rules: snake, paint");
    CHECK_THROWS_AS(point_in_time("noon"), std::invalid_argument);
    CHECK_THROWS_AS(player_name("a b"), std::invalid_argument);
    CHECK_THROWS_AS(output_format("json"), std::invalid_argument);
    CHECK_THROWS_AS(timestamps_form("never"), std::invalid_argument);
    CHECK_THROWS_AS(color_choice("red"), std::invalid_argument);
}
