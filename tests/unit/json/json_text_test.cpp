#include "common/json/json_text.h"

#include <string>

#include <doctest/doctest.h>

using game::Json;
using game::JsonTextProblem;

namespace {

Json parsed(std::string_view text) {
    return std::get<Json>(game::parse_json(text));
}

/// `LINE:COLUMN: what`.
std::string problem(std::string_view text) {
    const auto result = game::parse_json(text);
    const auto& problem = std::get<JsonTextProblem>(result);
    return std::to_string(problem.line) + ':' + std::to_string(problem.column) + ": " +
           problem.what;
}

}  // namespace

TEST_CASE("parse_json reads every kind of value") {
    CHECK(parsed(" null ").is_null());
    CHECK(parsed("true") == true);
    CHECK(parsed("-7") == -7);
    CHECK(parsed("18446744073709551615") == 18446744073709551615U);
    CHECK(parsed("0.5e1") == 5.0);
    CHECK(parsed(R"("a\u00e9\n")") == "a\u00e9\n");
    CHECK(parsed("[]").empty());
    CHECK(parsed(R"([1, {"a": [2]}])").dump() == R"([1,{"a":[2]}])");
}

TEST_CASE("parse_json keeps members in file order, repeated keys too") {
    CHECK(parsed(R"({"b": 1, "a": {}, "b": 2})").dump() == R"({"b":1,"a":{},"b":2})");
}

TEST_CASE("parse_json skips a byte order mark, and does not count it") {
    CHECK(parsed("\xEF\xBB\xBF[1]").dump() == "[1]");
    CHECK(problem("\xEF\xBB\xBF]") == "1:1: expected a list or an object, found \"]\"");
}

TEST_CASE("parse_json counts lines and characters") {
    CHECK(problem("[1,\n\n  x]") == "3:3: expected a value, found \"x\"");
    CHECK(problem("[\"\u00e9\u65e5\", x]") == "1:8: expected a value, found \"x\"");
    CHECK(problem("[1\r\n2]") == "2:1: expected \",\" or \"]\", found \"2\"");
}

TEST_CASE("parse_json points to where the mistake begins") {
    CHECK(problem("[tru]") == "1:2: expected a value or \"]\", found \"tru\"");
    CHECK(problem("[12'a']") == "1:4: expected \",\" or \"]\", found \"'\"");
    CHECK(problem("truefalse") == "1:1: expected a list or an object, found \"truefalse\"");
    CHECK(problem("[\"a\" \"b\"]") == "1:6: expected \",\" or \"]\", found a string");
    CHECK(problem("[1, \"a]") == "1:5: this string has no closing quote");
    CHECK(problem("[1, \"\\\"") == "1:5: this string has no closing quote");
}

TEST_CASE("parse_json takes no NUL for the end of the text") {
    using namespace std::string_view_literals;
    CHECK(problem("[1]\0"sv) == "1:4: expected the end of the file, found byte 0x00");
    CHECK(problem("[1\0]"sv) == "1:3: expected \",\" or \"]\", found byte 0x00");
}

TEST_CASE("parse_json does not follow any nesting") {
    const std::string deepest = std::string(64, '[') + std::string(64, ']');
    CHECK(parsed(deepest).is_array());
    CHECK(problem('[' + deepest + ']') == "1:65: nested deeper than 64 levels");
    CHECK(problem(std::string(1'000'000, '[')) == "1:65: nested deeper than 64 levels");
    CHECK(problem("[{}, [], \"[[\", \"\\\"[\",\n " + deepest + ']') ==
          "2:65: nested deeper than 64 levels");
}

TEST_CASE("parse_json shows no more of the text than a line takes") {
    const std::string digits(1'000'000, '9');
    CHECK(problem('[' + digits + ']') ==
          "1:2: the number " + std::string(40, '9') + "... is too large");
    CHECK(problem("[\x1b[31m]") == "1:2: expected a value or \"]\", found byte 0x1b");
}
