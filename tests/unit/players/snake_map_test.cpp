#include "players/snake_map.h"

#include "tests/unit/players/snake_positions.h"

#include <doctest/doctest.h>

using players::reach_alone;
using players::reach_first;
using players::SnakeMap;
using players::SnakePosition;
using tests::snakes_on;

TEST_SUITE("snake map") {
    TEST_CASE("a segment is in the way until the body has moved on") {
        const SnakePosition position =
            snakes_on(5, {{"zoe", 100, {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 0}}}});
        const SnakeMap map(position);
        CHECK(map.at({0, 0}).free_at == 5);
        CHECK(map.at({2, 0}).free_at == 3);
        CHECK(map.at({3, 0}).free_at == 2);
        CHECK(map.at({4, 0}).free_at == 0);
        CHECK(map.at({3, 0}).owner == 0);
        CHECK(map.at({4, 0}).owner == SnakeMap::nobody);
    }

    TEST_CASE("a snake that grows is in its own way for longer") {
        const SnakePosition position =
            snakes_on(5, {{"zoe", 100, {{0, 0}, {1, 0}}}, {"ben", 100, {{0, 4}, {1, 4}}}});
        const SnakeMap map(position);
        CHECK(map.free_at({1, 0}, 0, 2) == 3);
        CHECK(map.free_at({1, 4}, 0, 2) == 1);
    }

    TEST_CASE("constrictor: only the last single segment moves on") {
        SnakePosition position = snakes_on(5, {{"zoe", 100, {{0, 0}, {1, 0}, {2, 0}}}});
        position.grows_always = true;
        const SnakeMap map(position);
        CHECK(map.at({1, 0}).free_at == SnakeMap::never);
        CHECK(map.at({2, 0}).free_at == 1);
        CHECK(map.free_at({1, 0}, 0, 2) == SnakeMap::never);
    }

    TEST_CASE("hazards hurt only with damage") {
        SnakePosition position = snakes_on(5, {{"zoe", 100, {{0, 0}}}});
        position.hazards = {{1, 1}, {1, 1}};
        for (const int damage : {-1, 0, 1}) {
            position.hazard_damage = damage;
            const SnakeMap map(position);
            CHECK(map.hurts({1, 1}) == (damage > 0));
            CHECK_FALSE(map.hurts({1, 2}));
            CHECK(map.at({1, 1}).hazards == 2);
        }
    }

    TEST_CASE("alone, a snake reaches all squares that are not closed") {
        const SnakePosition position = snakes_on(5, {{"zoe", 100, {{0, 0}, {1, 0}, {2, 0}}}});
        const SnakeMap map(position);
        CHECK(reach_alone(map, 0, {0, 1}, 0).room == 25);
        // A wall of ten segments, in three columns, is in the way for longer than it takes.
        const SnakePosition closed = snakes_on(5, {{"zoe", 100, {{0, 0}, {0, 1}}},
                                                   {"ben",
                                                    100,
                                                    {{2, 0},
                                                     {2, 1},
                                                     {2, 2},
                                                     {2, 3},
                                                     {2, 4},
                                                     {3, 4},
                                                     {3, 3},
                                                     {3, 2},
                                                     {3, 1},
                                                     {3, 0},
                                                     {4, 0},
                                                     {4, 1},
                                                     {4, 2}}}});
        const SnakeMap walled(closed);
        CHECK(reach_alone(walled, 0, {1, 0}, 0).room == 10);
    }

    TEST_CASE("food and harmless squares are found at their distance") {
        SnakePosition position = snakes_on(5, {{"zoe", 100, {{0, 0}, {0, 1}, {0, 1}}}});
        position.food = {{4, 0}, {2, 1}};
        position.hazard_damage = 10;
        position.hazards = {{1, 0}, {2, 0}, {1, 1}};
        const SnakeMap map(position);
        const players::Reach reach = reach_alone(map, 0, {1, 0}, 0);
        CHECK(reach.food == 3);
        CHECK(reach.first_harmless == 3);
        CHECK(reach.room - reach.harmless == 3);
    }

    TEST_CASE("nothing found is nothing") {
        SnakePosition position = snakes_on(2, {{"zoe", 100, {{0, 0}, {0, 1}}}});
        position.hazard_damage = 10;
        position.hazards = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        const SnakeMap map(position);
        const players::Reach reach = reach_alone(map, 0, {1, 0}, 0);
        CHECK_FALSE(reach.food);
        CHECK_FALSE(reach.first_harmless);
    }

    TEST_CASE("who is there sooner has a square, then who is longer") {
        const players::Snake zoe{"zoe", 100, {{0, 0}, {0, 0}, {0, 0}}};
        const auto room = [](players::SnakePosition position) {
            position.board.height = 1;
            const SnakeMap map(position);
            return reach_first(map, 0, {1, 0}, 0).room;
        };
        // Squares 1 to 5 between the heads: 3 is contested.
        const players::Snake equal{"ben", 100, {{6, 0}, {6, 0}, {6, 0}}};
        const players::Snake shorter{"ben", 100, {{6, 0}, {6, 0}}};
        const players::Snake longer{"ben", 100, {{6, 0}, {6, 0}, {6, 0}, {6, 0}}};
        CHECK(room(snakes_on(7, {zoe, equal})) == 2);
        CHECK(room(snakes_on(7, {zoe, shorter})) == 3);
        CHECK(room(snakes_on(7, {zoe, longer})) == 2);
    }
}
