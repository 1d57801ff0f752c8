#include "common/text/terminal_text.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using common::Sgr;

namespace {

std::string shown(std::string_view text, Sgr sgr = Sgr::keep) {
    std::string out;
    common::append_terminal_text(out, text, sgr);
    return out;
}

constexpr std::string_view reset = "\x1b[0m";

}  // namespace

TEST_CASE("plain text, tabs and all scripts stay on a terminal") {
    for (const char* text : {"", "plain", "\tmain.go:7\t", "zo\u00e9 \u65e5\u672c"})
        CHECK(shown(text) == text);
}

TEST_CASE("a worker's colours stay, and end with its line") {
    CHECK(shown("\x1b[32mready\x1b[0m now") == "\x1b[32mready\x1b[0m now\x1b[0m");
    CHECK(shown("a\x1b[1;38;5;160mb") == "a\x1b[1;38;5;160mb\x1b[0m");
    CHECK(shown("\x1b[4:3mwavy") == "\x1b[4:3mwavy\x1b[0m");
    CHECK(shown("\x1b[m") == "\x1b[m\x1b[0m");
    CHECK_FALSE(shown("none").ends_with(reset));
}

TEST_CASE("where there is no colour, a worker's colours are removed") {
    CHECK(shown("\x1b[32mready\x1b[0m in\t300 ms", Sgr::remove) == "ready in\t300 ms");
    CHECK(shown("\x1b[2J", Sgr::remove) == "\\x1b[2J");
}

TEST_CASE("other sequences that control a terminal are escaped") {
    CHECK(shown("\x1b[2J\x1b[H\x1b]0;title\x07\x1b"
                "c") ==
          "\\x1b[2J\\x1b[H\\x1b]0;title\\x07\\x1b"
          "c");
    CHECK(shown("\x1b[?25m") == "\\x1b[?25m");
    CHECK(shown("\x1b[>4;2m") == "\\x1b[>4;2m");
    CHECK(shown("\x1b[1 m") == "\\x1b[1 m");
    CHECK(shown("\u009b"
                "31m") ==
          "\\xc2\\x9b"
          "31m");
    CHECK(shown("\x9b"
                "31m") ==
          "\\x9b"
          "31m");
    CHECK(shown("\x08\x7f\xff") == "\\x08\\x7f\\xff");
}

TEST_CASE("a sequence that is cut or endless is escaped") {
    CHECK(shown("\x1b") == "\\x1b");
    CHECK(shown("\x1b[") == "\\x1b[");
    CHECK(shown("\x1b[31") == "\\x1b[31");
    CHECK(shown("\x1b[\x1b[1mx") == "\\x1b[\x1b[1mx\x1b[0m");
    const std::string longest = "\x1b[" + std::string(61, '1') + "m";
    CHECK(shown(longest) == longest + std::string(reset));
    CHECK(shown("\x1b[" + std::string(62, '1') + "m").starts_with("\\x1b[1"));
}

TEST_CASE("of text that is overwritten the last state is shown") {
    CHECK(shown("10%\r20%\r30%") == "30%");
    CHECK(shown("10%\r20%\r") == "20%");
    CHECK(shown("done\r\r") == "done");
    CHECK(shown("\r\r").empty());
    CHECK(shown("\x1b[31m10%\r\x1b[32m20%") == "\x1b[32m20%\x1b[0m");
}
