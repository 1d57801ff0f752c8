#include "common/text/display_width.h"

#include <string>

#include <doctest/doctest.h>

using common::display_width;
using common::first_cluster;
using common::has_certain_width;
using common::start_of_width;

namespace {

const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
const std::string flag = "\U0001F1E9\U0001F1EA";
const std::string thumb = "\U0001F44D\U0001F3FD";
const std::string heart = "\u2764\uFE0F";
const std::string key_cap = "1\uFE0F\u20E3";

}  // namespace

TEST_CASE("the width of a text is that of its cells") {
    CHECK(display_width("") == 0);
    CHECK(display_width("zoe") == 3);
    CHECK(display_width("zo\u00e9") == 3);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("\u65e5\u672c") == 4);
    CHECK(display_width("\xff!") == 2);
}

TEST_CASE("a text is cut between characters") {
    CHECK(start_of_width("zoe", 2) == "zo");
    CHECK(start_of_width("zoe", 9) == "zoe");
    CHECK(start_of_width("\u65e5\u672c", 3) == "\u65e5");
    CHECK(start_of_width("e\u0301e", 1) == "e\u0301");
}

TEST_CASE("an emoji of several characters takes two columns, and is not cut") {
    for (const std::string& emoji : {family, flag, thumb, heart, key_cap}) {
        CAPTURE(emoji);
        CHECK(first_cluster(emoji + "x").size == emoji.size());
        CHECK(display_width(emoji) == 2);
        CHECK(display_width(emoji + emoji) == 4);
        CHECK(start_of_width("x" + emoji + "y", 2) == "x");
        CHECK(start_of_width("x" + emoji + "y", 3) == "x" + emoji);
        CHECK_FALSE(has_certain_width(emoji));
    }
    CHECK(display_width(flag + "\U0001F1E9") == 3);
    CHECK(display_width("\u2764") == 1);
    CHECK(display_width("a\u200db") == 2);
    CHECK(display_width("\U0001F468\u200Da") == 3);
}

TEST_CASE("terminals agree on single characters, but for emoji") {
    for (const char* text : {"a", "\u00e9", "\u65e5", "\u2500", "\u2666"})
        CHECK(has_certain_width(text));
    for (const char* text : {"\U0001F600", "\U0001F1E9", "e\u0301", "\u231A"})
        CHECK_FALSE(has_certain_width(text));
}
