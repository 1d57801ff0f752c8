#include "game/scenario/members.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

TEST_CASE("nearest_key names the key that was meant") {
    const std::vector<std::string_view> known = {"time", "predef", "command", "timeout", "env"};
    CHECK(game::nearest_key("tiem", known) == "time");
    CHECK(game::nearest_key("Time", known) == "time");
    CHECK(game::nearest_key("timout", known) == "timeout");
    CHECK(game::nearest_key("time_out", known) == "timeout");
    CHECK(game::nearest_key("prdef", known) == "predef");
    CHECK(game::nearest_key("comand", known) == "command");
}

TEST_CASE("nearest_key takes a common beginning for a hint") {
    const std::vector<std::string_view> known = {"time", "timeout", "env"};
    CHECK(game::nearest_key("environment", known) == "env");
    CHECK(game::nearest_key("timeouts", known) == "timeout");
    CHECK(game::nearest_key("e", known) == "env");
}

TEST_CASE("nearest_key has an answer to everything") {
    CHECK(game::nearest_key("", {"time", "env"}) == "env");
    CHECK(game::nearest_key("xyz", {"ab", "cd"}) == "ab");
    CHECK(game::nearest_key(std::string(1'000'000, 'x'), {"time"}) == "time");
}
