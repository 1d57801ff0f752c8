#include "game/view/snake_path.h"

#include <doctest/doctest.h>

using game::view::path_of;
using game::view::SnakeBoard;
using game::view::SnakePath;
using game::view::to_east;
using game::view::to_north;
using game::view::to_south;
using game::view::to_west;

TEST_CASE("a path joins each square with the ones before and behind it") {
    SnakeBoard board;
    board.width = board.height = 11;
    const SnakePath path = path_of({{5, 5}, {5, 6}, {6, 6}, {6, 6}}, board);
    CHECK(path.looks == to_south);
    CHECK(path.head_sides == to_north);
    REQUIRE(path.squares.size() == 2);
    CHECK(path.squares[0].sides == (to_south | to_east));
    CHECK_FALSE(path.squares[0].is_tail);
    CHECK(path.squares[1].sides == to_west);
    CHECK(path.squares[1].is_tail);
    CHECK(path.squares[1].is_doubled);
}

TEST_CASE("a path goes on over an edge of the board") {
    SnakeBoard board;
    board.width = board.height = 11;
    const SnakePath path = path_of({{10, 0}, {0, 0}, {0, 10}}, board);
    CHECK(path.looks == to_west);
    CHECK(path.squares[0].sides == (to_west | to_south));
    CHECK(path.squares[1].sides == to_north);
}

TEST_CASE("a snake that has not moved is a head that looks north") {
    SnakeBoard board;
    board.width = board.height = 11;
    const SnakePath path = path_of({{5, 5}, {5, 5}, {5, 5}}, board);
    CHECK(path.looks == to_north);
    CHECK(path.squares.empty());
}
