#include "common/text/visible_text.h"

#include <string>

#include <doctest/doctest.h>

using common::visible;

TEST_CASE("what can be seen stays") {
    for (const char* text : {"", "plain ~ text \\x1b", "zo\u00e9 \u65e5\u672c", "\U0001F600",
                             "\u0645\u0631\u062d\u0628\u0627", "a\u200db", "e\u0301"}) {
        CHECK(visible(text) == text);
        CHECK(common::is_visible(text));
    }
}

TEST_CASE("control characters are escaped, byte by byte") {
    CHECK(visible("\x1b[31m\x1b]0;title\x07") == "\\x1b[31m\\x1b]0;title\\x07");
    CHECK(visible(std::string("\0\t\r\x7f", 4)) == "\\x00\\x09\\x0d\\x7f");
    CHECK(visible("\u0080\u009b\u009f") == "\\xc2\\x80\\xc2\\x9b\\xc2\\x9f");
}

TEST_CASE("what hides or reorders text is escaped") {
    for (const char* text :
         {"\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u200f", "\ufeff", "\u061c", "\u00ad",
          "\u034f", "\u3164", "\u2028", "\u2060", "\U000E0041"}) {
        CHECK(visible(text).starts_with("\\x"));
        CHECK_FALSE(common::is_visible(text));
    }
}

TEST_CASE("bytes that are not UTF-8 are escaped, their neighbours stay") {
    CHECK(visible("a\xff\u00e9\xc3") == "a\\xff\u00e9\\xc3");
}
