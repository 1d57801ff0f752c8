#include "players/longest_path.h"

#include "tests/unit/players/snake_positions.h"

#include <doctest/doctest.h>

using players::longest_path;
using players::SnakeMap;
using players::SnakePosition;
using tests::snakes_on;

TEST_SUITE("longest path") {
    TEST_CASE("it covers an open board") {
        const SnakePosition position = snakes_on(6, {{"zoe", 100, {{0, 0}}}});
        CHECK(longest_path(SnakeMap(position), 0, {0, 1}, 30) == 30);
    }

    TEST_CASE("it ends at the wanted length") {
        const SnakePosition position = snakes_on(6, {{"zoe", 100, {{0, 0}}}});
        CHECK(longest_path(SnakeMap(position), 0, {0, 1}, 1) == 1);
        CHECK(longest_path(SnakeMap(position), 0, {0, 1}, 7) == 7);
    }

    TEST_CASE("it goes into one branch, not into all") {
        // A corridor of one row with the entrance in the middle: two squares to the west, three to
        // the east.
        SnakePosition position = snakes_on(6, {{"zoe", 100, {{2, 0}}}});
        position.board.height = 1;
        position.snakes[0].body = {{2, 0}, {2, 0}, {2, 0}, {2, 0}, {2, 0}, {2, 0}, {2, 0}};
        const SnakeMap map(position);
        CHECK(longest_path(map, 0, {1, 0}, 9) == 2);
        CHECK(longest_path(map, 0, {3, 0}, 9) == 3);
    }

    TEST_CASE("it goes on where a body has moved on, unless that grows") {
        // East along one row: the tail at its end moves away in time, if nothing is eaten.
        SnakePosition position =
            snakes_on(6, {{"zoe", 100, {{0, 0}, {5, 0}, {5, 0}, {5, 0}, {5, 0}}}});
        position.board.height = 1;
        CHECK(longest_path(SnakeMap(position), 0, {1, 0}, 9) == 5);
        position.food = {{2, 0}, {2, 0}};
        CHECK(longest_path(SnakeMap(position), 0, {1, 0}, 9) == 4);
    }
}
