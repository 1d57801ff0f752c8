#include "game/view/back_scroll.h"

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using game::view::BackScroll;
using game::view::LineFilter;
using game::view::ShownLine;

namespace {

void add_line(BackScroll& lines, std::uint64_t worker, std::string_view text,
              bool is_move = false) {
    ShownLine line;
    line.worker = worker;
    line.is_move = is_move;
    lines.add(line, text);
}

}  // namespace

TEST_CASE("the oldest lines are dropped, and numbers stay") {
    BackScroll lines({.lines = 100});
    for (int i = 0; i < 250; ++i)
        add_line(lines, 1, std::to_string(i));
    CHECK(lines.begin() == 150);
    CHECK(lines.end() == 250);
    CHECK(lines.at(150).text == "150");
    CHECK(lines.before(lines.end(), 1000, {}).size() == 100);
    CHECK(lines.before(10, 10, {}).empty());
}

TEST_CASE("a thousand workers with long lines stay within the limit of bytes") {
    BackScroll lines({.lines = 1'000'000, .bytes = 100'000, .line_bytes = 100});
    const std::string text(5000, 'x');
    for (std::uint64_t worker = 1; worker <= 1000; ++worker) {
        for (int i = 0; i < 10; ++i)
            add_line(lines, worker, text);
    }
    CHECK(lines.end() - lines.begin() == 1000);
    CHECK(lines.at(lines.begin()).text.size() == 100);
}

TEST_CASE("a line is cut between characters") {
    BackScroll lines({.line_bytes = 4});
    add_line(lines, 1, "abcé");
    CHECK(lines.at(0).text == "abc");
}

TEST_CASE("a filter leaves out moves, or the lines of others, but never the match's own") {
    BackScroll lines;
    add_line(lines, 1, "a");
    add_line(lines, 1, "N", true);
    add_line(lines, 2, "b");
    add_line(lines, 0, "zoe is out - hazard");
    const LineFilter all = {};
    const LineFilter no_moves = {.hides_moves = true};
    const LineFilter first = {.worker = 1};
    CHECK(lines.count(all) == 4);
    CHECK(lines.before(4, 2, no_moves) == std::vector<std::uint64_t>{2, 3});
    CHECK(lines.before(4, 9, first) == std::vector<std::uint64_t>{0, 1, 3});
    CHECK(lines.find("a", first) == std::vector<std::uint64_t>{0, 3});
}

TEST_CASE("what is said about one worker is not among the lines of another") {
    BackScroll lines;
    ShownLine line;
    lines.add(line, "about all");
    line.about = 1;
    lines.add(line, "about the first");
    add_line(lines, 2, "of the second");
    using Numbers = std::vector<std::uint64_t>;
    CHECK(lines.before(lines.end(), 10, {}) == Numbers{0, 1, 2});
    CHECK(lines.before(lines.end(), 10, {.worker = 1}) == Numbers{0, 1});
    CHECK(lines.before(lines.end(), 10, {.worker = 2}) == Numbers{0, 2});
}
