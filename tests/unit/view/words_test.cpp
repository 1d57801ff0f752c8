#include "game/view/words.h"

#include <doctest/doctest.h>

using game::view::as_ascii;
using game::view::as_clock;
using game::view::as_shown;
using game::view::cut_at_end;
using game::view::cut_in_middle;
using game::view::in_rough_words;
using game::view::in_three_figures;
using namespace std::chrono_literals;

TEST_CASE("a name is cut in its middle, a line at its end") {
    CHECK(cut_in_middle("john-2", 6, "…") == "john-2");
    CHECK(cut_in_middle("the-very-careful-notes", 16, "…") == "the-very-c…notes");
    CHECK(cut_in_middle("the-very-careful-notes", 14, "..") == "the-very..otes");
    CHECK(cut_in_middle("漢字漢字漢字", 7, "…") == "漢字…字");
    CHECK(cut_in_middle("abc", 1, "…") == "a");
    CHECK(cut_in_middle("abc", 0, "…").empty());
    CHECK(cut_at_end("abcdef", 4, "…") == "abc…");
    CHECK(cut_at_end("漢字漢字", 6, "…") == "漢字…");
}

TEST_CASE("times have at most three figures") {
    CHECK(in_three_figures(310us) == "0.31 ms");
    CHECK(in_three_figures(0us) == "0.00 ms");
    CHECK(in_three_figures(3140us) == "3.1 ms");
    CHECK(in_three_figures(9960us) == "10 ms");
    CHECK(in_three_figures(214ms) == "214 ms");
    CHECK(in_three_figures(2500ms) == "2.5 s");
    CHECK(as_clock(42600ms) == "0:42.6");
    CHECK(as_clock(3723s) == "1:02:03");
}

TEST_CASE("what is to come is said roughly") {
    CHECK(in_rough_words(0s) == "0 s");
    CHECK(in_rough_words(-1s) == "0 s");
    CHECK(in_rough_words(6200ms) == "7 s");
    CHECK(in_rough_words(42s) == "45 s");
    CHECK(in_rough_words(58s) == "1 min");
    CHECK(in_rough_words(170s) == "3 min");
    CHECK(in_rough_words(59min + 40s) == "1 h 0 min");
    CHECK(in_rough_words(1h + 52min) == "1 h 52 min");
    CHECK(in_rough_words(73h) == "3 days");
}

TEST_CASE("a line cannot control the terminal") {
    CHECK(as_shown("a\tb") == "a       b");
    CHECK(as_shown("\x1b[31mred\x1b[0m") == "red");
    CHECK(as_shown("\x1b[2J") == "\\x1b[2J");
    CHECK(as_ascii("é漢x") == "???x");
    CHECK(as_ascii("\U0001F44D\U0001F3FDx") == "??x");
}
