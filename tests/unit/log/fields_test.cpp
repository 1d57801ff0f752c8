#include "game/log/fields.h"

#include <functional>
#include <string>

#include <doctest/doctest.h>

using namespace game;
using common::Json;

namespace {

/// Why `read` refuses these members; empty if it does not.
std::string refusal(const std::string& members, const std::function<void(const LogFields&)>& read) {
    const Json line = Json::parse(members);
    try {
        read(LogFields(line));
        return "";
    } catch (const BadLine& bad) {
        return bad.what();
    }
}

}  // namespace

TEST_CASE("the fields of a log's line are of their types, and a null is a value") {
    const Json line = Json::parse(
        R"({"text": "x", "null": null, "list": ["a", "b"], "flag": true, "number": 1.5})");
    const LogFields fields(line);
    CHECK(fields.find("none") == nullptr);
    CHECK(fields.find("null") != nullptr);
    CHECK(fields.text("text") == "x");
    CHECK(fields.optional_text("none").empty());
    CHECK(fields.words("list") == std::vector<std::string>{"a", "b"});
    CHECK(fields.optional_flag("flag"));
    CHECK_FALSE(fields.optional_flag("none"));
    CHECK(fields.number("number", 0, 2) == 1.5);
    CHECK(fields.seconds("number") == std::chrono::milliseconds(1500));
    CHECK_FALSE(fields.bytes("none"));
    CHECK_FALSE(fields.part());
}

TEST_CASE("what a field of a log's line is instead is said") {
    const std::string line = R"({"null": null, "number": 1.5, "list": [1], "part": [3, 2]})";
    const auto refuses = [&line](const std::function<void(const LogFields&)>& read) {
        return refusal(line, read);
    };
    CHECK(refuses([](const LogFields& it) { it.text("none"); }) == "/none: is missing");
    CHECK(refuses([](const LogFields& it) { it.text("null"); }) ==
          "/null: must be a string, not null");
    CHECK(refuses([](const LogFields& it) { it.words("number"); }) ==
          "/number: must be a list of strings, not a number");
    CHECK(refuses([](const LogFields& it) { it.words("list"); }) ==
          "/list: must be a list of strings");
    CHECK(refuses([](const LogFields& it) { it.whole("number"); }) ==
          "/number: 1.5 is not a whole number");
    CHECK(refuses([](const LogFields& it) { it.whole("number", 2, 3); }) ==
          "/number: 1.5 is not between 2 and 3");
    CHECK(refuses([](const LogFields& it) { it.part(); }) ==
          "/part: must be [K, N], with 1 <= K <= N <= 1000000");
    CHECK(refusal("[]", [](const LogFields&) {}) == "a line must be a JSON object");
}

TEST_CASE("where a null is a missing member of a log, it is not found") {
    const Json object = Json::parse(R"({"null": null})");
    const LogMembers members(object, LogMembers::Null::missing);
    CHECK(members.find("null") == nullptr);
    CHECK(members.optional_text("null").empty());
    CHECK_THROWS_WITH_AS(members.text("null"), "/null: is missing", BadLine);
}
