#include "game/view/screen.h"

#include <string>

#include <doctest/doctest.h>

using game::view::Screen;

TEST_CASE("a wide character takes two cells, a combining one none") {
    Screen screen({1, 6});
    CHECK(screen.put(0, 0, "漢e\u0301x", {}, 10) == 4);
    CHECK(screen.at(0, 0).text == "漢");
    CHECK(screen.at(0, 1).text.empty());
    CHECK(screen.at(0, 2).text == "e\u0301");
    CHECK(screen.text() == "漢e\u0301x\n");
}

TEST_CASE("half a wide character is never shown") {
    Screen screen({1, 4});
    CHECK(screen.put(0, 1, "漢漢", {}, 10) == 3);
    screen.put(0, 2, "x", {}, 1);
    CHECK(screen.text() == "  x\n");
    screen.put(0, 0, "漢漢", {}, 10);
    screen.put(0, 0, "y", {}, 1);
    CHECK(screen.text() == "y 漢\n");
}

TEST_CASE("what does not fit is cut off") {
    Screen screen({2, 4});
    screen.put(0, 2, "abcd", {}, 10);
    screen.put(1, 0, "abcd", {}, 2);
    screen.put(2, 0, "abcd", {}, 2);
    screen.put(0, 9, "abcd", {}, 2);
    CHECK(screen.text() == "  ab\nab\n");
}

TEST_CASE("an emoji of several characters takes two cells") {
    Screen screen({1, 6});
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    CHECK(screen.put(0, 0, family + "x", {}, 10) == 3);
    CHECK(screen.at(0, 0).text == family);
    CHECK(screen.at(0, 1).text.empty());
    screen.put(0, 1, "y", {}, 1);
    CHECK(screen.text() == " yx\n");
}
