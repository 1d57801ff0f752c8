#include "common/json/json_text.h"

#include <string>

#include <doctest/doctest.h>

using common::Json;
using common::JsonProblem;

namespace {

Json parsed(std::string_view text) {
    return std::get<Json>(common::parse_json(text));
}

/// `LINE:COLUMN: what`.
std::string problem(std::string_view text) {
    const auto result = common::parse_json(text);
    const auto& problem = std::get<JsonProblem>(result);
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

TEST_CASE("parse_json names what other formats allow, but not JSON") {
    CHECK(problem("[1, // one\n2]") == "1:5: JSON has no comments");
    CHECK(problem("[1 /* one */]") == "1:4: JSON has no comments");
    CHECK(problem("# a list\n[]") == "1:1: JSON has no comments");
    CHECK(problem("[] // all") == "1:4: JSON has no comments");
    CHECK(problem("{\"a\": 1 # one\n}") == "1:9: JSON has no comments");
    CHECK(problem("[1,]") == "1:4: JSON allows no comma before \"]\"");
    CHECK(problem("{\"a\": 1, }") == "1:10: JSON allows no comma before \"}\"");
    CHECK(problem("[01]") == "1:2: the number 01 must not begin with 0");
    CHECK(problem("{\"time\":-00.5}") == "1:9: the number -00.5 must not begin with 0");
    CHECK(parsed("[0, -0, 0.5, 0e1]").size() == 4);
    CHECK(problem("[0x10]") == "1:2: expected a value or \"]\", found \"0x10\"");
}

TEST_CASE("parse_json says whether a text is cut short") {
    const auto is_cut_short = [](std::string_view text) {
        return std::get<JsonProblem>(common::parse_json(text)).is_cut_short;
    };
    for (const std::string_view text :
         {"", " ", "[", "[1", "[1,", "{", "{\"a", "{\"a\":", "[tru", "[\"\\u12"}) {
        CAPTURE(text);
        CHECK(is_cut_short(text));
    }
    for (const std::string_view text : {"]", "[x", "[1]]", "[1}", "{1", "[\"\\x"}) {
        CAPTURE(text);
        CHECK_FALSE(is_cut_short(text));
    }
}

TEST_CASE("parse_json takes no NUL for the end of the text") {
    using namespace std::string_view_literals;
    CHECK(problem("[1]\0"sv) == "1:4: expected the end of the text, found byte 0x00");
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
