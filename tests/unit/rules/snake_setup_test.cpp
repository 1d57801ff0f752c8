// Where snakes and the first food are at the beginning, and where players come onto the board.

#include "game/rules/snake_setup.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace game::rules;

namespace {

std::vector<std::string> names(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i)
        names.push_back("s" + std::to_string(i));
    return names;
}

std::optional<SnakeState> set_up(int width, int height, std::size_t count, std::uint64_t seed = 1,
                                 Variant variant = Variant::standard) {
    SnakeSettings settings;
    settings.width = width;
    settings.height = height;
    settings.variant = variant;
    SnakeDraws draws(seed);
    SnakeGrid grid;
    return set_up_snakes(settings, names(count), draws, grid);
}

std::set<std::pair<int, int>> heads(const SnakeState& state) {
    std::set<std::pair<int, int>> heads;
    for (const game::rules::Snake& snake : state.snakes)
        heads.emplace(snake.body.front().x, snake.body.front().y);
    return heads;
}

}  // namespace

TEST_CASE("square boards from 7 on have fixed starts, four near corners and four near sides") {
    const std::set<std::pair<int, int>> corners = {{1, 1}, {1, 9}, {9, 1}, {9, 9}};
    const std::set<std::pair<int, int>> sides = {{1, 5}, {5, 1}, {5, 9}, {9, 5}};
    int corners_first = 0;
    std::map<std::pair<int, int>, int> first;
    for (std::uint64_t seed = 0; seed < 800; ++seed) {
        const auto four = set_up(11, 11, 4, seed);
        REQUIRE(four);
        const bool has_corners = heads(*four) == corners;
        CHECK((has_corners || heads(*four) == sides));
        corners_first += has_corners ? 1 : 0;
        const Square square = four->snakes[0].body.front();
        ++first[{square.x, square.y}];
        const auto eight = set_up(11, 11, 8, seed);
        REQUIRE(eight);
        CHECK(heads(*eight).size() == 8);
        const auto seven = set_up(7, 7, 7, seed);
        REQUIRE(seven);
        CHECK(heads(*seven).size() == 7);
    }
    CHECK(corners_first > 330);
    CHECK(corners_first < 470);
    REQUIRE(first.size() == 8);
    for (const auto& [square, count] : first) {
        CHECK(count > 60);
        CHECK(count < 140);
    }
}

TEST_CASE("snakes begin as three segments on one square, with full health, in turn 0") {
    const auto state = set_up(11, 11, 2);
    REQUIRE(state);
    CHECK(state->turn == 0);
    for (const game::rules::Snake& snake : state->snakes) {
        CHECK(snake.health == 100);
        CHECK(snake.body == std::vector<Square>(3, snake.body.front()));
    }
}

TEST_CASE("other boards have random starts with x + y even, not in the centre") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        for (const auto& [width, height, count] :
             {std::tuple{5, 5, 3}, std::tuple{9, 7, 4}, std::tuple{11, 11, 12}}) {
            const auto state = set_up(width, height, static_cast<std::size_t>(count), seed);
            REQUIRE(state);
            CHECK(heads(*state).size() == static_cast<std::size_t>(count));
            for (const auto& [x, y] : heads(*state)) {
                CHECK((x + y) % 2 == 0);
                CHECK(Square{x, y} != centre_of(*state));
            }
        }
    }
}

TEST_CASE("first food lies beside each snake and in the centre") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        for (const auto& [width, count] :
             {std::pair{7, 4}, std::pair{8, 3}, std::pair{11, 8}, std::pair{19, 1}}) {
            const auto state = set_up(width, width, static_cast<std::size_t>(count), seed);
            REQUIRE(state);
            REQUIRE(state->food.size() == static_cast<std::size_t>(count) + 1);
            CHECK(state->food.back() == centre_of(*state));
            for (std::size_t i = 0; i < state->snakes.size(); ++i) {
                const Square head = state->snakes[i].body.front();
                const Square food = state->food[i];
                const Square centre = centre_of(*state);
                CHECK(std::abs(food.x - head.x) == 1);
                CHECK(std::abs(food.y - head.y) == 1);
                CHECK((std::abs(food.x - centre.x) > std::abs(head.x - centre.x) ||
                       std::abs(food.y - centre.y) > std::abs(head.y - centre.y)));
                CHECK(std::count(state->food.begin(), state->food.end(), food) == 1);
            }
        }
    }
}

TEST_CASE("first food on other boards is one for each snake, anywhere free") {
    for (const auto& [width, height, count] :
         {std::tuple{7, 7, 6}, std::tuple{5, 5, 3}, std::tuple{11, 9, 2}}) {
        const auto state = set_up(width, height, static_cast<std::size_t>(count));
        REQUIRE(state);
        CHECK(state->food.size() == static_cast<std::size_t>(count));
        for (const Square& food : state->food)
            CHECK(heads(*state).count({food.x, food.y}) == 0);
    }
}

TEST_CASE("a head has food in a corner's direction, and never in the corner") {
    SnakeSettings settings;
    settings.width = settings.height = 7;
    SnakeState state = empty_board(settings);
    const auto squares = [&state](Square head) {
        std::set<std::pair<int, int>> found;
        for (const Square& square : first_food_squares(state, head))
            found.emplace(square.x, square.y);
        return found;
    };
    using Squares = std::set<std::pair<int, int>>;
    CHECK(squares({1, 1}) == Squares{{0, 2}, {2, 0}});
    CHECK(squares({1, 3}) == Squares{{0, 2}, {0, 4}});
    CHECK(squares({0, 3}) == Squares{{1, 2}, {1, 4}});
    CHECK(squares({0, 0}).empty());
    state.food = {{0, 2}};
    CHECK(squares({1, 1}) == Squares{{2, 0}});
}

TEST_CASE("constrictor begins without food") {
    const auto state = set_up(11, 11, 4, 1, Variant::constrictor);
    REQUIRE(state);
    CHECK(state->food.empty());
}

TEST_CASE("a board that is too small has no set-up") {
    CHECK_FALSE(set_up(1, 1, 1));
    CHECK_FALSE(set_up(3, 3, 5));
    CHECK_FALSE(set_up(2, 1, 2));
    CHECK(set_up(3, 3, 4).has_value() == false);  // no square is left for food
    CHECK(set_up(11, 11, 60).has_value() == false);
    CHECK(set_up(100, 100, 1000).has_value());
}

TEST_CASE("the same seed gives the same set-up on every machine") {
    const auto state = set_up(11, 11, 4, 7);
    REQUIRE(state);
    CHECK(*state == *set_up(11, 11, 4, 7));
    CHECK_FALSE(*state == *set_up(11, 11, 4, 8));
    Draws draws(7, 1);
    std::vector<std::size_t> drawn;
    for (int k = 0; k < 5; ++k)
        drawn.push_back(draws.below(1000));
    CHECK(drawn == std::vector<std::size_t>{183, 815, 338, 400, 496});
}

TEST_CASE("a player joins on a free square with x + y even, and waits if there is none") {
    SnakeSettings settings;
    settings.width = settings.height = 3;
    SnakeState state = empty_board(settings);
    SnakeDraws draws(1);
    SnakeGrid grid;
    std::size_t joined = 0;
    while (add_snake(state, settings, "s" + std::to_string(joined), draws, grid)) {
        const Square head = state.snakes.back().body.front();
        CHECK((head.x + head.y) % 2 == 0);
        ++joined;
    }
    CHECK(joined == 5);
    state.snakes[2].out = Elimination{"hazard", "", 3};
    CHECK(bring_back(state, settings, 2, draws, grid));
    CHECK(state.snakes[2].lives());
    CHECK(state.snakes[2].name == "s2");
    CHECK(state.snakes[2].body.size() == 3);
    CHECK_FALSE(add_snake(state, settings, "late", draws, grid));
}
