#include "players/careful.h"

#include "tests/unit/players/snake_positions.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using players::Direction;
using players::Fate;
using players::head_risk;
using players::look_at;
using players::Random;
using players::SnakeMap;
using players::SnakePosition;
using tests::snakes_on;
using tests::steps;

namespace {

bool takes(const std::string& taken, char step) {
    return taken.find(step) != std::string::npos;
}

}  // namespace

TEST_SUITE("careful") {
    TEST_CASE("a snake on its first square may go anywhere") {
        CHECK(steps(snakes_on(11, {{"zoe", 100, {{5, 5}, {5, 5}, {5, 5}}}})) == "ENSW");
    }

    TEST_CASE("it never leaves the board") {
        CHECK(steps(snakes_on(11, {{"zoe", 100, {{0, 0}, {1, 0}, {2, 0}}}})) == "N");
        CHECK(steps(snakes_on(11, {{"zoe", 100, {{10, 10}, {10, 9}, {10, 8}}}})) == "W");
    }

    TEST_CASE("on a wrapped board an edge is no edge") {
        SnakePosition position = snakes_on(11, {{"zoe", 100, {{0, 0}, {1, 0}, {2, 0}}}});
        position.board.wraps = true;
        CHECK(steps(position) == "NSW");
    }

    TEST_CASE("a tail that moves away is free") {
        CHECK(steps(snakes_on(2, {{"zoe", 100, {{0, 0}, {1, 0}, {1, 1}, {0, 1}}}})) == "N");
    }

    TEST_CASE("the doubled tail of a snake that has just eaten is not free") {
        const SnakePosition position =
            snakes_on(3, {{"zoe", 100, {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 1}}}});
        const SnakeMap map(position);
        CHECK(look_at(map, 0, Direction::north).fate == Fate::dies);
        CHECK(look_at(map, 0, Direction::south).fate == Fate::dies);
    }

    TEST_CASE("another's tail is free, and not when doubled") {
        const players::Snake zoe{"zoe", 100, {{0, 0}, {0, 1}, {0, 2}, {0, 3}}};
        CHECK(steps(snakes_on(7, {zoe, {"ben", 100, {{3, 0}, {2, 0}, {1, 0}}}})) == "E");
        const SnakePosition blocked =
            snakes_on(7, {zoe, {"ben", 100, {{3, 0}, {2, 0}, {1, 0}, {1, 0}}}});
        const SnakeMap map(blocked);
        CHECK(look_at(map, 0, Direction::east).fate == Fate::hits_other);
    }

    TEST_CASE("constrictor: no tail moves away") {
        SnakePosition position =
            snakes_on(7, {{"zoe", 100, {{3, 3}, {3, 4}, {4, 4}, {4, 3}, {4, 2}, {3, 2}, {3, 2}}}});
        position.grows_always = true;
        CHECK(steps(position) == "W");
    }

    TEST_CASE("it does not go into a dead end") {
        // North are two squares between its own body and the edge.
        const players::Snake zoe{"zoe",
                                 100,
                                 {{0, 1},
                                  {1, 1},
                                  {1, 2},
                                  {1, 3},
                                  {1, 4},
                                  {0, 4},
                                  {0, 5},
                                  {1, 5},
                                  {2, 5},
                                  {3, 5},
                                  {4, 5},
                                  {5, 5}}};
        CHECK(steps(snakes_on(9, {zoe})) == "S");
    }

    TEST_CASE("a small room that opens in time is no dead end") {
        // Its own tail is the way out of the corner.
        const players::Snake zoe{"zoe", 100, {{1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}}};
        const SnakePosition position = snakes_on(3, {zoe});
        CHECK(steps(position) == "W");
    }

    TEST_CASE("it does not go into a corridor that another will close") {
        // West is a corridor of four squares, with a wall of ben's that stays; east is the board.
        const players::Snake zoe{
            "zoe", 100, {{4, 0}, {4, 1}, {5, 1}, {6, 1}, {7, 1}, {8, 1}, {8, 2}}};
        const players::Snake ben{"ben",
                                 100,
                                 {{0, 1},
                                  {1, 1},
                                  {2, 1},
                                  {3, 1},
                                  {3, 2},
                                  {3, 3},
                                  {3, 4},
                                  {3, 5},
                                  {3, 6},
                                  {4, 6},
                                  {5, 6},
                                  {6, 6},
                                  {7, 6}}};
        CHECK(steps(snakes_on(11, {zoe, ben})) == "E");
    }

    TEST_CASE("it goes for food when it is hungry, by the shortest way") {
        SnakePosition position = snakes_on(11, {{"zoe", 10, {{2, 5}, {2, 4}, {2, 3}}}});
        position.food = {{2, 9}, {10, 0}};
        CHECK(steps(position) == "N");
        position.food = {{7, 5}};
        CHECK(steps(position) == "E");
    }

    TEST_CASE("alone and not hungry it does not eat") {
        SnakePosition position = snakes_on(11, {{"zoe", 100, {{5, 5}, {5, 4}, {5, 3}}}});
        position.food = {{5, 6}};
        CHECK_FALSE(takes(steps(position), 'N'));
    }

    TEST_CASE("it goes for food when it is not the longest") {
        SnakePosition position = snakes_on(11, {{"zoe", 100, {{5, 5}, {5, 4}, {5, 3}}},
                                                {"ben", 100, {{0, 0}, {1, 0}, {2, 0}, {3, 0}}}});
        position.food = {{5, 7}};
        CHECK(steps(position) == "N");
    }

    TEST_CASE("it leaves food to one who is there sooner") {
        SnakePosition position = snakes_on(11, {{"zoe", 20, {{1, 5}, {1, 6}, {1, 7}}},
                                                {"ben", 100, {{6, 5}, {7, 5}, {8, 5}, {9, 5}}}});
        position.food = {{5, 5}, {1, 1}};
        CHECK(steps(position) == "S");
    }

    TEST_CASE("it does not meet a head that is as long, or longer") {
        const players::Snake zoe{"zoe", 100, {{5, 5}, {5, 4}, {5, 3}}};
        CHECK_FALSE(
            takes(steps(snakes_on(11, {zoe, {"ben", 100, {{7, 5}, {8, 5}, {9, 5}}}})), 'E'));
        CHECK(takes(steps(snakes_on(11, {zoe, {"ben", 100, {{7, 5}, {8, 5}}}})), 'E'));
    }

    TEST_CASE("the fewer choices the other has, the greater the risk to meet its head") {
        const players::Snake zoe{"zoe", 100, {{5, 1}, {5, 2}, {5, 3}}};
        const SnakePosition one =
            snakes_on(11, {zoe, {"ben", 100, {{6, 0}, {7, 0}, {7, 1}, {6, 1}, {6, 2}}}});
        const SnakePosition some = snakes_on(11, {zoe, {"ben", 100, {{6, 0}, {7, 0}, {8, 0}}}});
        const int forced = head_risk(SnakeMap(one), 0, {5, 0});
        const int free = head_risk(SnakeMap(some), 0, {5, 0});
        CHECK(forced > free);
        CHECK(free > 0);
        CHECK(head_risk(SnakeMap(some), 0, {4, 1}) == 0);
    }

    TEST_CASE("a meeting that can kill is better than a wall that does") {
        // West is the edge, north itself.
        const players::Snake zoe{"zoe", 100, {{0, 0}, {0, 1}, {0, 2}}};
        CHECK(steps(snakes_on(11, {zoe, {"ben", 100, {{2, 0}, {3, 0}, {4, 0}}}})) == "E");
    }

    TEST_CASE("it hits another rather than the edge, if nothing else is left") {
        const players::Snake zoe{"zoe", 100, {{0, 0}, {0, 1}, {0, 2}}};
        const players::Snake ben{"ben", 100, {{2, 1}, {1, 1}, {1, 0}, {2, 0}, {3, 0}}};
        CHECK(steps(snakes_on(11, {zoe, ben})) == "E");
    }

    TEST_CASE("it does not step into hazards without need") {
        SnakePosition position = snakes_on(11, {{"zoe", 100, {{5, 5}, {5, 4}, {5, 3}}}});
        position.hazard_damage = 14;
        position.hazards = {{5, 6}, {4, 5}};
        CHECK(steps(position) == "E");
        position.hazard_damage = -14;
        CHECK(steps(position).size() > 1);
    }

    TEST_CASE("it leaves hazards by the shortest way") {
        SnakePosition position = snakes_on(11, {{"zoe", 60, {{8, 5}, {8, 4}, {8, 3}}}});
        position.hazard_damage = 14;
        for (int x = 7; x < 11; ++x) {
            for (int y = 0; y < 11; ++y)
                position.hazards.push_back({x, y});
        }
        CHECK(steps(position) == "W");
    }

    TEST_CASE("a hazard that would kill is avoided, food in it saves") {
        SnakePosition position = snakes_on(11, {{"zoe", 15, {{0, 0}, {0, 1}, {0, 2}}}});
        position.hazard_damage = 14;
        position.hazards = {{1, 0}};
        const SnakeMap deadly(position);
        CHECK(look_at(deadly, 0, Direction::east).fate == Fate::dies);
        position.food = {{1, 0}};
        const SnakeMap saving(position);
        CHECK(look_at(saving, 0, Direction::east).fate == Fate::lives);
        CHECK(look_at(saving, 0, Direction::east).health == 100);
    }

    TEST_CASE("the last step onto food saves it") {
        SnakePosition position = snakes_on(11, {{"zoe", 1, {{5, 5}, {5, 4}, {5, 3}}}});
        position.food = {{4, 5}};
        CHECK(steps(position) == "W");
    }

    TEST_CASE("the same seed draws the same steps") {
        const SnakePosition position = snakes_on(11, {{"zoe", 100, {{5, 5}, {5, 5}, {5, 5}}}});
        const auto play = [&position](std::uint64_t seed) {
            Random random(seed, 0);
            std::string letters(20, ' ');
            std::generate(letters.begin(), letters.end(), [&] {
                return static_cast<char>(players::careful_step(position, 0, random));
            });
            return letters;
        };
        CHECK(play(7) == play(7));
        CHECK(play(7) != play(8));
    }

    TEST_CASE("squares off the board have no effect") {
        SnakePosition position = snakes_on(
            3, {{"zoe", 100, {{1, 1}, {1, 0}, {1, -1}}}, {"ben", 100, {{-1, 1}, {-2, 1}}}});
        position.food = {{-1, 0}, {3, 3}};
        position.hazards = {{3, 0}};
        CHECK_FALSE(takes(steps(position), 'S'));
    }
}
