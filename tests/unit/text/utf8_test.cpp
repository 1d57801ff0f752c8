#include "common/text/utf8.h"

#include <doctest/doctest.h>

using common::first_character;
using common::is_utf8;

TEST_CASE("characters of every length") {
    CHECK(first_character("ab").code == 'a');
    CHECK(first_character("\u00e9").code == 0xE9);
    CHECK(first_character("\u20ac!").code == 0x20AC);
    CHECK(first_character("\u20ac!").size == 3);
    CHECK(first_character("\U0001F600").code == 0x1F600);
    CHECK(first_character("\U0010FFFF").size == 4);
}

TEST_CASE("what is broken is as long as a character could still come of it") {
    CHECK(first_character("\xff").broken == 1);
    CHECK(first_character("\xe2\x82").broken == 2);
    CHECK(first_character("\xf0\x9f\x8ez").broken == 3);
    CHECK(first_character("\xed\xa0\x80").broken == 1);
    CHECK(first_character("z").broken == 0);
}

TEST_CASE("what is no character") {
    for (const char* bytes :
         {"\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
          "\xe2\x82", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
        CAPTURE(bytes);
        CHECK(first_character(bytes).size == 0);
        CHECK_FALSE(is_utf8(bytes));
    }
    CHECK(is_utf8(""));
    CHECK(is_utf8("z\u00e9 \U0001F600"));
    CHECK_FALSE(is_utf8("z\u00e9 \xff"));
}
