// The stages of a turn of snake, each by itself, and whole turns against the outputs of the public
// Battlesnake rules.

#include "game/rules/snake.h"

#include "tests/unit/rules/snake_helpers.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game::rules;
using tests::Position;
using tests::position;

namespace {

/// One snake of the given body, in JSON.
std::string snake(const std::string& name, const std::string& body, int health = 90,
                  const std::string& more = "") {
    return R"({"name":")" + name + R"(","health":)" + std::to_string(health) + R"(,"body":)" +
           body + more + "}";
}

std::string board(const std::string& snakes, const std::string& more = "") {
    return R"({"turn":7,"width":7,"height":7,"snakes":[)" + snakes + "]" + more + "}";
}

std::vector<Edge> edges_of(const common::Json& letters) {
    std::vector<Edge> edges;
    for (const auto& letter : letters) {
        const std::string text = letter;
        edges.push_back(static_cast<Edge>(std::string("WESN").find(text)));
    }
    return edges;
}

void check_case(const common::Json& test) {
    const std::string name = test["name"];
    CAPTURE(name);
    Position at = position(test["settings"].dump(), test["before"].dump());
    if (test.contains("edges")) {
        at.draws.edges = ShrinkingEdges(Draws(1, 6), edges_of(test["edges"]));
    }
    for (const game::rules::Snake& one : at.state.snakes) {
        const bool has_move = test["moves"].contains(one.name);
        const std::string move = has_move ? test["moves"][one.name] : common::Json("");
        at.moves.push_back({read_direction(move)});
    }
    const bool was_over = is_over(at.state, at.settings);
    CHECK(was_over == test["over_before"].get<bool>());
    if (!was_over) play_snake_turn(at.state, at.turn());
    CHECK(at.text() == test["after"].dump());
}

}  // namespace

TEST_CASE("every turn of the public rules comes out as it did there") {
    int cases = 0;
    for (const auto& file : std::filesystem::directory_iterator(SNAKE_TURNS)) {
        std::ifstream stream(file.path());
        const common::Json content = common::Json::parse(stream);
        for (const auto& test : content["cases"]) {
            check_case(test);
            ++cases;
        }
    }
    CHECK(cases == 410);
}

TEST_CASE("a snake moves by a new head and without its last segment") {
    Position at = position("{}", board(snake("a", "[[2,2],[2,1],[1,1]]")), "E");
    move_snakes(at.state, at.turn());
    CHECK(at.snake(0).body == std::vector<Square>{{3, 2}, {2, 2}, {2, 1}});
    at = position("{}", board(snake("a", "[[6,2],[5,2]]")), "E");
    move_snakes(at.state, at.turn());
    CHECK(at.snake(0).body.front() == Square{7, 2});
    at = position(R"({"variant":"wrapped"})", board(snake("a", "[[6,2],[5,2]]")), "E");
    move_snakes(at.state, at.turn());
    CHECK(at.snake(0).body.front() == Square{0, 2});
}

TEST_CASE("without a move a snake goes straight on, the first direction that fits") {
    const auto from = [](Square head, Square neck) {
        return straight_on(std::vector<Square>{head, neck});
    };
    CHECK(from({3, 3}, {2, 3}) == Direction::east);
    CHECK(from({1, 3}, {2, 3}) == Direction::west);
    CHECK(from({3, 3}, {3, 2}) == Direction::north);
    CHECK(from({3, 3}, {3, 4}) == Direction::south);
    CHECK(from({0, 3}, {6, 3}) == Direction::east);
    CHECK(from({6, 3}, {0, 3}) == Direction::west);
    CHECK(from({3, 0}, {3, 6}) == Direction::north);
    CHECK(from({3, 6}, {3, 0}) == Direction::south);
    CHECK(from({3, 3}, {3, 3}) == Direction::north);
    CHECK(straight_on(std::vector<Square>{{3, 3}}) == Direction::north);
}

TEST_CASE("hunger takes from the living, and eliminates nobody") {
    Position at =
        position("{}", board(snake("a", "[[2,2]]", 1) + "," +
                             snake("b", "[[3,3]]", 5, R"(,"out":{"cause":"hazard","turn":3})")));
    make_hungry(at.state, at.turn());
    CHECK(at.snake(0).health == 0);
    CHECK(at.snake(0).lives());
    CHECK(at.snake(1).health == 5);
}

TEST_CASE("each entry of a hazard hurts, food saves, and health stays within 0 and 100") {
    const std::string twice = R"(,"hazards":[[2,2],[2,2]])";
    Position at = position(R"({"hazard_damage":14})", board(snake("a", "[[2,2]]", 50), twice));
    apply_hazards(at.state, at.turn());
    CHECK(at.snake(0).health == 22);
    at = position("{}", board(snake("a", "[[2,2]]", 50), twice + R"(,"food":[[2,2]])"));
    apply_hazards(at.state, at.turn());
    CHECK(at.snake(0).health == 50);
    at = position(R"({"hazard_damage":100})", board(snake("a", "[[2,2]]", 50), twice));
    apply_hazards(at.state, at.turn());
    CHECK(at.snake(0).health == 0);
    CHECK(at.cause(0) == "hazard");
    CHECK(at.snake(0).out->turn == 8);
    at = position(R"({"hazard_damage":-30})", board(snake("a", "[[2,2]]", 80), twice));
    apply_hazards(at.state, at.turn());
    CHECK(at.snake(0).health == 100);
}

TEST_CASE("heads on one food both eat, a doubled food grows twice, food under a body stays") {
    Position at =
        position("{}", board(snake("a", "[[2,2],[2,1]]") + "," + snake("b", "[[2,2],[3,2]]") + "," +
                                 snake("c", "[[5,5],[5,4]]"),
                             R"(,"food":[[5,4],[2,2],[2,2]])"));
    feed_snakes(at.state, at.turn());
    CHECK(at.snake(0).body == std::vector<Square>{{2, 2}, {2, 1}, {2, 1}, {2, 1}});
    CHECK(at.snake(1).body.size() == 4);
    CHECK(at.snake(0).health == 100);
    CHECK(at.snake(2).body.size() == 2);
    CHECK(at.state.food == std::vector<Square>{{5, 4}});
}

TEST_CASE("the starved and those off the board block nobody") {
    Position at = position(
        "{}", board(snake("a", "[[2,2],[2,1]]", 0) + "," + snake("b", "[[2,1],[1,1]]") + "," +
                    snake("c", "[[-1,3],[0,3],[1,3]]") + "," + snake("d", "[[0,3],[0,4],[0,5]]")));
    eliminate_snakes(at.state, at.turn());
    CHECK(at.cause(0) == "out-of-health");
    CHECK(at.cause(1).empty());
    CHECK(at.cause(2) == "wall-collision");
    CHECK(at.cause(3).empty());
}

TEST_CASE("collisions are with the longest, among equals with the first") {
    Position at =
        position("{}", board(snake("a", "[[3,3],[3,2]]") + "," + snake("b", "[[5,3],[4,3],[3,3]]") +
                             "," + snake("c", "[[1,3],[2,3],[3,3],[3,4]]") + "," +
                             snake("d", "[[3,5],[3,4],[3,3],[4,4]]")));
    eliminate_snakes(at.state, at.turn());
    CHECK(at.cause(0) == "snake-collision by c");
    CHECK(at.cause(1).empty());

    at = position("{}", board(snake("a", "[[3,3],[3,2]]") + "," + snake("b", "[[3,3],[4,3]]") +
                              "," + snake("c", "[[3,3],[2,3]]")));
    eliminate_snakes(at.state, at.turn());
    CHECK(at.cause(0) == "head-collision by b");
    CHECK(at.cause(1) == "head-collision by a");
    CHECK(at.cause(2) == "head-collision by a");

    at =
        position("{}", board(snake("a", "[[3,3],[3,2]]") + "," + snake("b", "[[3,3],[4,3],[5,3]]") +
                             "," + snake("c", "[[3,2],[3,3],[3,2]]")));
    eliminate_snakes(at.state, at.turn());
    CHECK(at.cause(0) == "snake-collision by c");
    CHECK(at.cause(1) == "snake-collision by c");
    CHECK(at.cause(2) == "snake-self-collision by c");
}

TEST_CASE("constrictor: no food, full health, and all grow once a turn") {
    Position at =
        position(R"({"variant":"constrictor"})",
                 board(snake("a", "[[3,3],[3,2]]", 12) + "," + snake("b", "[[1,1],[1,2],[1,2]]", 3),
                       R"(,"food":[[0,0]])"));
    grow_always(at.state, at.turn());
    CHECK(at.state.food.empty());
    CHECK(at.snake(0).health == 100);
    CHECK(at.snake(0).body == std::vector<Square>{{3, 3}, {3, 2}, {3, 2}});
    CHECK(at.snake(1).body.size() == 3);
}

TEST_CASE("royale: the edges come in one after another, until nothing is left") {
    Position at = position(R"({"variant":"royale","shrink_every":4})",
                           R"({"turn":6,"width":3,"height":2,"hazards":[[1,1]]})");
    at.draws.edges = ShrinkingEdges(Draws(1, 6), {Edge::south, Edge::east, Edge::north});
    shrink_board(at.state, at.turn());
    CHECK(at.state.hazards == std::vector<Square>{{0, 0}, {1, 0}, {2, 0}});
    at.state.turn = 7;
    shrink_board(at.state, at.turn());
    CHECK(at.state.hazards == std::vector<Square>{{0, 0}, {1, 0}, {2, 0}, {2, 1}});
    at.state.turn = 2;
    shrink_board(at.state, at.turn());
    CHECK(at.state.hazards.empty());
    at.state.turn = max_turn;
    shrink_board(at.state, at.turn());
    CHECK(at.state.hazards.size() == 6);
}

TEST_CASE("food appears on free squares, as much as there is room for") {
    Position at = position(R"({"minimum_food":49,"food_chance":0})",
                           board(snake("a", "[[3,3],[3,2]]"), R"(,"food":[[0,0],[0,0]])"));
    add_food(at.state, at.turn());
    const auto holds = [&at](Square square) {
        return std::count(at.state.food.begin(), at.state.food.end(), square);
    };
    CHECK(at.state.food.size() == 49 - 5 + 1);  // a cross of five, and one square twice
    CHECK(holds({0, 0}) == 2);
    for (const Square& square :
         {Square{3, 3}, Square{3, 2}, Square{4, 3}, Square{2, 3}, Square{3, 4}}) {
        CHECK(holds(square) == 0);
    }
    CHECK(holds({3, 1}) == 1);
}

TEST_CASE("food appears with its chance") {
    Position at = position(R"({"minimum_food":0,"food_chance":15})", board(""));
    int appeared = 0;
    for (int turn = 0; turn < 10'000; ++turn) {
        at.state.food.clear();
        add_food(at.state, at.turn());
        appeared += static_cast<int>(at.state.food.size());
    }
    CHECK(appeared > 1350);
    CHECK(appeared < 1650);
    at.settings.food_chance = 0;
    at.state.food.clear();
    for (int turn = 0; turn < 1000; ++turn)
        add_food(at.state, at.turn());
    CHECK(at.state.food.empty());
    at.settings.food_chance = 100;
    add_food(at.state, at.turn());
    CHECK(at.state.food.size() == 1);
}

TEST_CASE("a wrapped board has neighbours over its edges") {
    Position at = position(R"({"variant":"wrapped"})", board(snake("a", "[[0,3]]")));
    const std::vector<Square> free = free_squares(at.state, Variant::wrapped, at.grid);
    CHECK(std::find(free.begin(), free.end(), Square{6, 3}) == free.end());
    CHECK(free.size() == 49 - 5);
    CHECK(free_squares(at.state, Variant::standard, at.grid).size() == 49 - 4);
}

TEST_CASE("a match of one goes on until none lives") {
    const std::string out = R"(,"out":{"cause":"hazard","turn":3})";
    const auto over = [](const std::string& settings, const std::string& snakes) {
        const Position at = position(settings, board(snakes));
        return is_over(at.state, at.settings);
    };
    const std::string alive = snake("a", "[[1,1]]");
    const std::string dead = snake("b", "[[2,2]]", 0, out);
    CHECK_FALSE(over("{}", alive));
    CHECK(over("{}", dead));
    CHECK(over("{}", alive + "," + dead));
    CHECK_FALSE(over(R"({"variant":"solo"})", alive + "," + dead));
    CHECK_FALSE(over("{}", alive + "," + snake("c", "[[3,3]]") + "," + dead));
}

TEST_CASE("the same position gives the same turn, whatever the grid held before") {
    Draws chance(3, 1);
    Position used = position("{}", board(""));
    for (int round = 0; round < 300; ++round) {
        std::string snakes;
        std::string moves;
        for (std::size_t i = 0; i < 1 + chance.below(5); ++i) {
            std::string body;
            Square at{static_cast<int>(chance.below(7)), static_cast<int>(chance.below(7))};
            for (std::size_t k = 0; k < 1 + chance.below(9); ++k) {
                body +=
                    (k == 0 ? "[" : ",[") + std::to_string(at.x) + "," + std::to_string(at.y) + "]";
                const Square next = neighbour(at, static_cast<Direction>("NESW"[chance.below(4)]));
                if (is_on_board(next, 7, 7)) at = next;
            }
            snakes += (i == 0 ? "" : ",") + snake("s" + std::to_string(i), "[" + body + "]",
                                                  static_cast<int>(chance.below(101)));
            moves += "NESW."[chance.below(5)];
        }
        const std::string settings = R"({"variant":"royale","shrink_every":3})";
        Position first = position(settings, board(snakes, R"(,"food":[[1,1],[3,3]])"), moves);
        Position second = first;
        std::swap(second.grid, used.grid);
        play_snake_turn(first.state, first.turn());
        play_snake_turn(second.state, second.turn());
        CHECK(first.text() == second.text());
        CHECK(position("{}", first.text()).state == first.state);
        std::swap(second.grid, used.grid);
    }
}
