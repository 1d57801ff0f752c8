#include "common/json/json_writer.h"

#include <chrono>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

std::string json(std::string_view text) {
    std::string out = "<";
    common::append_json_string(out, text);
    CHECK(nlohmann::json::accept(out.substr(1)));
    return out.substr(1);
}

std::string seconds(std::chrono::nanoseconds duration) {
    std::string out;
    common::append_json_seconds(out, duration);
    return out;
}

}  // namespace

TEST_CASE("a JSON string has what it must escape escaped") {
    CHECK(json("") == R"("")");
    CHECK(json("N john") == R"("N john")");
    CHECK(json("\"\\/") == R"("\"\\/")");
    CHECK(json("\n\r\t") == R"("\n\r\t")");
    CHECK(json("\0\x01\x1b\x7f"sv) == R"("\u0000\u0001\u001b\u007f")");
}

TEST_CASE("a JSON string keeps characters, and replaces what is none") {
    CHECK(json("é日🎲") == "\"é日🎲\"");
    CHECK(json("a\xff"
               "b") == "\"a\uFFFDb\"");
    CHECK(json("\xc3") == "\"\uFFFD\"");
    CHECK(json("\xe2\x82") == "\"\uFFFD\"");
    CHECK(json("\xf0\x9f\x8e|\xf0\x9f|\x9f") == "\"\uFFFD|\uFFFD|\uFFFD\"");
    CHECK(json("\xc0\x80") == "\"\uFFFD\uFFFD\"");
    CHECK(json("\xed\xa0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");
    CHECK(json("\xf4\x90\x80\x80") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("a JSON string reads back as the text that it was made of") {
    std::string all;
    for (char32_t code = 1; code < 0x3000; ++code) {
        if (code < 0x80) {
            all += static_cast<char>(code);
        } else if (code < 0x800) {
            all += {static_cast<char>(0xC0U | code >> 6U), static_cast<char>(0x80U | (code & 63U))};
        } else {
            all += {static_cast<char>(0xE0U | code >> 12U),
                    static_cast<char>(0x80U | (code >> 6U & 63U)),
                    static_cast<char>(0x80U | (code & 63U))};
        }
    }
    all += "\U0001F3B2\U000E0041\U0010FFFF";
    CHECK(nlohmann::json::parse(json(all)).get<std::string>() == all);
}

TEST_CASE("a duration in JSON has microseconds") {
    CHECK(seconds(0ns) == "0.000000");
    CHECK(seconds(1s) == "1.000000");
    CHECK(seconds(12s + 345us) == "12.000345");
    CHECK(seconds(999ns) == "0.000000");
    CHECK(seconds(1'000'000h) == "3600000000.000000");
}

TEST_CASE("a member of an object has its comma, key and escaped text") {
    std::string out = "{\"a\":1";
    common::append_json_member(out, "b", "\"");
    CHECK(out == R"({"a":1,"b":"\"")");
}
