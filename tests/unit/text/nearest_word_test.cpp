#include "common/text/nearest_word.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using common::nearest_word;
using common::probable_word;

TEST_CASE("nearest_word names the word that was meant") {
    const std::vector<std::string_view> known = {"time", "predef", "command", "timeout", "env"};
    CHECK(nearest_word("tiem", known) == "time");
    CHECK(nearest_word("Time", known) == "time");
    CHECK(nearest_word("timout", known) == "timeout");
    CHECK(nearest_word("time_out", known) == "timeout");
    CHECK(nearest_word("prdef", known) == "predef");
    CHECK(nearest_word("comand", known) == "command");
}

TEST_CASE("nearest_word takes a common beginning for a hint") {
    const std::vector<std::string_view> known = {"time", "timeout", "env"};
    CHECK(nearest_word("environment", known) == "env");
    CHECK(nearest_word("timeouts", known) == "timeout");
    CHECK(nearest_word("e", known) == "env");
}

TEST_CASE("nearest_word has an answer to everything") {
    CHECK(nearest_word("", {"time", "env"}) == "env");
    CHECK(nearest_word("xyz", {"ab", "cd"}) == "ab");
    CHECK(nearest_word(std::string(1'000'000, 'x'), {"time"}) == "time");
}

TEST_CASE("probable_word has an answer only to what is like one of the words") {
    const std::vector<std::string_view> known = {"--speed", "--seed", "--summary", "--check"};
    CHECK(probable_word("--sped", known) == "--speed");
    CHECK(probable_word("--seeed", known) == "--seed");
    CHECK(probable_word("--sum", known) == "--summary");
    CHECK(probable_word("--summary-table", known) == "--summary");
    CHECK_FALSE(probable_word("--frobnicate", known));
    CHECK_FALSE(probable_word("", known));
    CHECK_FALSE(probable_word("--" + std::string(1'000'000, 'x'), known));
    CHECK(probable_word("alwys", {"auto", "always", "never"}) == "always");
    CHECK_FALSE(probable_word("sometimes", {"auto", "always", "never"}));
}
