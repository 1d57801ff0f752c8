#include "game/rules/snake.h"

#include <algorithm>
#include <array>

namespace game::rules {

namespace {

using Stage = void (*)(SnakeState&, const SnakeTurn&);

constexpr std::array standard_stages = {remove_departed, move_snakes, make_hungry,
                                        apply_hazards,   feed_snakes, eliminate_snakes,
                                        add_food,        count_turn};

constexpr std::array constrictor_stages = {remove_departed, move_snakes, make_hungry,
                                           apply_hazards,   feed_snakes, eliminate_snakes,
                                           grow_always,     count_turn};

constexpr std::array royale_stages = {remove_departed, move_snakes, make_hungry,
                                      apply_hazards,   feed_snakes, eliminate_snakes,
                                      shrink_board,    add_food,    count_turn};

std::span<const Stage> stages_of(Variant variant) {
    if (is_constrictor(variant)) return constrictor_stages;
    if (variant == Variant::royale) return royale_stages;
    return standard_stages;
}

void eliminate(Snake& snake, std::string_view cause, std::string_view by, std::uint64_t turn) {
    snake.out = Elimination{std::string(cause), std::string(by), turn};
}

bool is_off_board(const Snake& snake, const SnakeState& state) {
    return std::any_of(snake.body.begin(), snake.body.end(), [&state](Square square) {
        return !is_on_board(square, state.width, state.height);
    });
}

/// Elimination, first pass: no health, or off the board. These block nobody in the second.
void eliminate_starved_and_lost(SnakeState& state) {
    for (Snake& snake : state.snakes) {
        if (!snake.lives()) continue;
        if (snake.health <= 0) {
            eliminate(snake, cause::out_of_health, "", state.turn + 1);
        } else if (is_off_board(snake, state)) {
            eliminate(snake, cause::wall, "", state.turn + 1);
        }
    }
}

/// Marks heads and bodies of the living. The longest of several on a square wins, among equals the
/// first in order.
void mark_snakes(const SnakeState& state, SnakeGrid& grid) {
    const auto& snakes = state.snakes;
    const auto is_longer = [&snakes](int index, int than) {
        return than == SnakeGrid::none || snakes[static_cast<std::size_t>(index)].body.size() >
                                              snakes[static_cast<std::size_t>(than)].body.size();
    };
    for (std::size_t i = 0; i < snakes.size(); ++i) {
        if (!snakes[i].lives()) continue;
        const auto index = static_cast<int>(i);
        const std::vector<Square>& body = snakes[i].body;
        SnakeGrid::Cell& cell = grid.at(body.front());
        if (is_longer(index, cell.head)) {
            cell.second_head = cell.head;
            cell.head = index;
        } else if (is_longer(index, cell.second_head)) {
            cell.second_head = index;
        }
        for (std::size_t k = 1; k < body.size(); ++k) {
            SnakeGrid::Cell& segment = grid.at(body[k]);
            if (is_longer(index, segment.body)) segment.body = index;
        }
    }
}

struct Collision {
    std::string_view cause;
    std::size_t by;
};

std::optional<Collision> find_collision(const std::vector<Snake>& snakes, std::size_t index,
                                        SnakeGrid& grid) {
    const std::vector<Square>& body = snakes[index].body;
    const SnakeGrid::Cell& cell = grid.at(body.front());
    if (cell.body != SnakeGrid::none) {
        if (std::find(body.begin() + 1, body.end(), body.front()) != body.end()) {
            return Collision{cause::self, index};
        }
        return Collision{cause::body, static_cast<std::size_t>(cell.body)};
    }
    const int head = cell.head == static_cast<int>(index) ? cell.second_head : cell.head;
    if (head == SnakeGrid::none) return std::nullopt;
    const auto other = static_cast<std::size_t>(head);
    if (body.size() > snakes[other].body.size()) return std::nullopt;
    return Collision{cause::head, other};
}

/// Second pass: collisions with snakes that are left. All are judged before any is removed.
void eliminate_collided(SnakeState& state, SnakeGrid& grid) {
    grid.start(state.width, state.height);
    mark_snakes(state, grid);
    const auto lives = [&state](std::size_t by) { return state.snakes[by].lives(); };
    for (std::size_t i = 0; i < state.snakes.size(); ++i) {
        if (!lives(i)) continue;
        // The grid still has the snakes that this loop has eliminated.
        const auto collision = find_collision(state.snakes, i, grid);
        if (!collision) continue;
        eliminate(state.snakes[i], collision->cause, state.snakes[collision->by].name,
                  state.turn + 1);
    }
}

/// The squares within the edges of royale; both ends are included.
struct Remaining {
    int west;
    int east;
    int south;
    int north;

    bool none() const { return west > east || south > north; }
};

/// Draws no more edges when no square is left within them.
Remaining remaining_squares(const SnakeState& state, std::uint64_t count, ShrinkingEdges& edges) {
    Remaining left{0, state.width - 1, 0, state.height - 1};
    for (std::size_t k = 0; k < count && !left.none(); ++k) {
        switch (edges.at(k)) {
            case Edge::west:
                ++left.west;
                break;
            case Edge::east:
                --left.east;
                break;
            case Edge::south:
                ++left.south;
                break;
            case Edge::north:
                --left.north;
                break;
        }
    }
    return left;
}

}  // namespace

bool is_over(const SnakeState& state, const SnakeSettings& settings) {
    const auto alive = std::count_if(state.snakes.begin(), state.snakes.end(),
                                     [](const Snake& snake) { return snake.lives(); });
    const bool is_alone = settings.variant == Variant::solo || state.snakes.size() == 1;
    return alive == 0 || (alive == 1 && !is_alone);
}

void play_snake_turn(SnakeState& state, const SnakeTurn& turn) {
    for (const Stage stage : stages_of(turn.settings.variant))
        stage(state, turn);
}

void remove_departed(SnakeState& state, const SnakeTurn& turn) {
    const std::size_t count = std::min(state.snakes.size(), turn.moves.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::optional<Elimination>& departure = turn.moves[i].departure;
        if (!departure || !state.snakes[i].lives()) continue;
        eliminate(state.snakes[i], departure->cause, departure->by, state.turn + 1);
    }
}

void move_snakes(SnakeState& state, const SnakeTurn& turn) {
    for (std::size_t i = 0; i < state.snakes.size(); ++i) {
        if (!state.snakes[i].lives()) continue;
        std::vector<Square>& body = state.snakes[i].body;
        std::optional<Direction> direction;
        if (i < turn.moves.size()) direction = turn.moves[i].direction;
        Square head = neighbour(body.front(), direction ? *direction : straight_on(body));
        if (is_wrapped(turn.settings.variant)) head = wrapped(head, state.width, state.height);
        std::move_backward(body.begin(), body.end() - 1, body.end());
        body.front() = head;
    }
}

void make_hungry(SnakeState& state, const SnakeTurn& /*turn*/) {
    for (Snake& snake : state.snakes) {
        if (snake.lives()) --snake.health;
    }
}

void apply_hazards(SnakeState& state, const SnakeTurn& turn) {
    if (state.hazards.empty()) return;
    SnakeGrid& grid = turn.grid;
    grid.start(state.width, state.height);
    for (const Square& square : state.hazards)
        ++grid.at(square).hazards;
    for (const Square& square : state.food)
        ++grid.at(square).food;
    for (Snake& snake : state.snakes) {
        if (!snake.lives()) continue;
        const SnakeGrid::Cell& cell = grid.at(snake.body.front());
        if (cell.food > 0) continue;
        for (int k = 0; k < cell.hazards && snake.lives(); ++k) {
            snake.health = std::clamp(snake.health - turn.settings.hazard_damage, 0, full_health);
            if (snake.health <= 0) eliminate(snake, cause::hazard, "", state.turn + 1);
        }
    }
}

void feed_snakes(SnakeState& state, const SnakeTurn& turn) {
    if (state.food.empty()) return;
    SnakeGrid& grid = turn.grid;
    grid.start(state.width, state.height);
    for (const Square& square : state.food)
        ++grid.at(square).food;
    bool is_eaten = false;
    for (Snake& snake : state.snakes) {
        if (!snake.lives()) continue;
        SnakeGrid::Cell& cell = grid.at(snake.body.front());
        if (cell.food == 0) continue;
        const Square last = snake.body.back();
        snake.body.insert(snake.body.end(), static_cast<std::size_t>(cell.food), last);
        snake.health = full_health;
        cell.is_taken = true;
        is_eaten = true;
    }
    if (!is_eaten) return;
    std::erase_if(state.food, [&grid](Square square) { return grid.at(square).is_taken; });
}

void eliminate_snakes(SnakeState& state, const SnakeTurn& turn) {
    eliminate_starved_and_lost(state);
    eliminate_collided(state, turn.grid);
}

void grow_always(SnakeState& state, const SnakeTurn& /*turn*/) {
    state.food.clear();
    for (Snake& snake : state.snakes) {
        snake.health = full_health;
        std::vector<Square>& body = snake.body;
        if (body.size() < 2 || body.back() == body[body.size() - 2]) continue;
        const Square last = body.back();
        body.push_back(last);
    }
}

void shrink_board(SnakeState& state, const SnakeTurn& turn) {
    state.hazards.clear();
    const std::uint64_t count =
        (state.turn + 1) / static_cast<std::uint64_t>(turn.settings.shrink_every);
    if (count == 0) return;
    const Remaining left = remaining_squares(state, count, turn.draws.edges);
    for (int x = 0; x < state.width; ++x) {
        for (int y = 0; y < state.height; ++y) {
            const bool is_left =
                x >= left.west && x <= left.east && y >= left.south && y <= left.north;
            if (!is_left) state.hazards.push_back({x, y});
        }
    }
}

void add_food(SnakeState& state, const SnakeTurn& turn) {
    const auto minimum = static_cast<std::size_t>(turn.settings.minimum_food);
    std::size_t missing = 0;
    if (state.food.size() < minimum) {
        missing = minimum - state.food.size();
    } else if (turn.draws.food_chance.below(100) <
               static_cast<std::size_t>(turn.settings.food_chance)) {
        missing = 1;
    }
    if (missing == 0) return;
    std::vector<Square> free = free_squares(state, turn.settings.variant, turn.grid);
    for (; missing > 0 && !free.empty(); --missing)
        state.food.push_back(draw_one(free, turn.draws.food));
}

void count_turn(SnakeState& state, const SnakeTurn& /*turn*/) {
    ++state.turn;
}

Direction straight_on(std::span<const Square> body) {
    if (body.size() < 2) return Direction::north;
    const Square head = body[0];
    const Square neck = body[1];
    if (head.x == neck.x + 1) return Direction::east;
    if (head.x == neck.x - 1) return Direction::west;
    if (head.y == neck.y + 1) return Direction::north;
    if (head.y == neck.y - 1) return Direction::south;
    if (head.x == 0 && neck.x > 0) return Direction::east;  // over an edge, from here on
    if (neck.x == 0 && head.x > 0) return Direction::west;
    if (head.y == 0 && neck.y > 0) return Direction::north;
    if (neck.y == 0 && head.y > 0) return Direction::south;
    return Direction::north;
}

std::vector<Square> free_squares(const SnakeState& state, Variant variant, SnakeGrid& grid) {
    grid.start(state.width, state.height);
    for (const Square& square : state.food)
        grid.at(square).is_taken = true;
    for (const Snake& snake : state.snakes) {
        if (!snake.lives()) continue;
        for (const Square& square : snake.body)
            grid.at(square).is_taken = true;
        for (const Direction direction :
             {Direction::north, Direction::east, Direction::south, Direction::west}) {
            Square beside = neighbour(snake.body.front(), direction);
            if (is_wrapped(variant)) beside = wrapped(beside, state.width, state.height);
            grid.at(beside).is_taken = true;
        }
    }
    std::vector<Square> free;
    for (int x = 0; x < state.width; ++x) {
        for (int y = 0; y < state.height; ++y) {
            if (!grid.at({x, y}).is_taken) free.push_back({x, y});
        }
    }
    return free;
}

}  // namespace game::rules
