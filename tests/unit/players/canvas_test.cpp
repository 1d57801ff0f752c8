#include "players/canvas.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using players::Canvas;
using players::Random;
using players::Square;

namespace {

/// A canvas of these rows; the first painter, a, is at `at`.
Canvas canvas_of(std::vector<std::string> rows, Square at, bool wraps) {
    Canvas canvas;
    canvas.board = {static_cast<int>(rows[0].size()), static_cast<int>(rows.size()), wraps};
    canvas.rows = std::move(rows);
    canvas.painters = {{"zoe", 'a', at}};
    return canvas;
}

std::string paint_steps(const Canvas& canvas) {
    std::set<char> taken;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Random random(seed, 0);
        taken.insert(static_cast<char>(players::paint_step(canvas, 0, random)));
    }
    return {taken.begin(), taken.end()};
}

}  // namespace

TEST_SUITE("canvas") {
    TEST_CASE("a painter steps on a square that is not its own") {
        CHECK(paint_steps(canvas_of({"aaa", "aa.", "aaa"}, {1, 1}, false)) == "E");
        CHECK(paint_steps(canvas_of({"aba", "aaa", "aaa"}, {1, 1}, false)) == "N");
        CHECK(paint_steps(canvas_of({"...", ".a.", "..."}, {1, 1}, false)) == "ENSW");
    }

    TEST_CASE("it takes the shortest way to one") {
        CHECK(paint_steps(canvas_of({"aaaa."}, {1, 0}, false)) == "E");
        CHECK(paint_steps(canvas_of({"aaaa."}, {1, 0}, true)) == "W");
        CHECK(paint_steps(canvas_of({"aaa", "aaa", "aa."}, {1, 1}, false)) == "ES");
    }

    TEST_CASE("it does not run against the edge") {
        CHECK(paint_steps(canvas_of({"..", "a."}, {0, 0}, false)) == "EN");
    }

    TEST_CASE("it prefers a square that no other can enter") {
        Canvas canvas = canvas_of({".....", "..a.b"}, {2, 0}, false);
        canvas.painters.push_back({"ben", 'b', {4, 0}});
        CHECK(paint_steps(canvas) == "NW");
    }

    TEST_CASE("when all is its own it goes anywhere") {
        CHECK(paint_steps(canvas_of({"aaa", "aaa", "aaa"}, {1, 1}, true)) == "ENSW");
    }
}
