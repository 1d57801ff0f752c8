#include "game/rules/snake_setup.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace game::rules {

namespace {

constexpr int fixed_width = 7;           ///< from here on square boards have fixed starts
constexpr std::size_t fixed_snakes = 8;  ///< up to so many snakes
constexpr int large_width = 11;          ///< from here on each of any number has food beside it
constexpr std::size_t few_snakes = 4;    ///< and on smaller boards up to so many

Snake new_snake(const std::string& name, Square square) {
    return {name, full_health, std::vector<Square>(start_length, square), {}};
}

std::vector<Square> free_even_squares(const SnakeState& state, Variant variant, SnakeGrid& grid) {
    std::vector<Square> squares = free_squares(state, variant, grid);
    std::erase_if(squares, [](Square square) { return (square.x + square.y) % 2 != 0; });
    return squares;
}

bool place_on_random_squares(SnakeState& state, const SnakeSettings& settings,
                             std::span<const std::string> names, Draws& draws, SnakeGrid& grid) {
    // Squares beside a head have x + y odd here, so one list serves all.
    std::vector<Square> squares = free_even_squares(state, settings.variant, grid);
    std::erase(squares, centre_of(state));
    if (squares.size() < names.size()) return false;
    for (const std::string& name : names)
        state.snakes.push_back(new_snake(name, draw_one(squares, draws)));
    return true;
}

bool place_snakes(SnakeState& state, const SnakeSettings& settings,
                  std::span<const std::string> names, Draws& draws, SnakeGrid& grid) {
    const bool has_fixed = state.width == state.height && state.width >= fixed_width;
    if (!has_fixed || names.size() > fixed_snakes) {
        return place_on_random_squares(state, settings, names, draws, grid);
    }
    const std::vector<Square> squares = fixed_starts(state.width, draws);
    for (std::size_t i = 0; i < names.size(); ++i)
        state.snakes.push_back(new_snake(names[i], squares[i]));
    return true;
}

bool has_food(const SnakeState& state, Square square) {
    return std::find(state.food.begin(), state.food.end(), square) != state.food.end();
}

bool place_food_anywhere(SnakeState& state, const SnakeSettings& settings, bool not_in_centre,
                         Draws& draws, SnakeGrid& grid) {
    std::vector<Square> squares = free_squares(state, settings.variant, grid);
    if (not_in_centre) std::erase(squares, centre_of(state));
    if (squares.empty()) return false;
    state.food.push_back(draw_one(squares, draws));
    return true;
}

bool place_first_food(SnakeState& state, const SnakeSettings& settings, Draws& draws,
                      SnakeGrid& grid) {
    const bool is_near = state.width == state.height && state.width >= fixed_width &&
                         (state.width >= large_width || state.snakes.size() <= few_snakes);
    for (const Snake& snake : state.snakes) {
        std::vector<Square> squares;
        if (is_near) squares = first_food_squares(state, snake.body.front());
        if (!squares.empty()) {
            state.food.push_back(draw_one(squares, draws));
        } else if (!place_food_anywhere(state, settings, is_near, draws, grid)) {
            return false;
        }
    }
    if (is_near) state.food.push_back(centre_of(state));
    return true;
}

}  // namespace

std::optional<SnakeState> set_up_snakes(const SnakeSettings& settings,
                                        std::span<const std::string> names, SnakeDraws& draws,
                                        SnakeGrid& grid) {
    SnakeState state = empty_board(settings);
    if (!place_snakes(state, settings, names, draws.starts, grid)) return std::nullopt;
    if (is_constrictor(settings.variant)) return state;  // which has no food
    if (!place_first_food(state, settings, draws.first_food, grid)) return std::nullopt;
    return state;
}

SnakeState empty_board(const SnakeSettings& settings) {
    SnakeState state;
    state.width = settings.width;
    state.height = settings.height;
    return state;
}

bool add_snake(SnakeState& state, const SnakeSettings& settings, const std::string& name,
               SnakeDraws& draws, SnakeGrid& grid) {
    std::vector<Square> squares = free_even_squares(state, settings.variant, grid);
    if (squares.empty()) return false;
    state.snakes.push_back(new_snake(name, draw_one(squares, draws.joins)));
    return true;
}

bool bring_back(SnakeState& state, const SnakeSettings& settings, std::size_t index,
                SnakeDraws& draws, SnakeGrid& grid) {
    std::vector<Square> squares = free_even_squares(state, settings.variant, grid);
    if (squares.empty()) return false;
    state.snakes[index] = new_snake(state.snakes[index].name, draw_one(squares, draws.joins));
    return true;
}

std::vector<Square> fixed_starts(int width, Draws& draws) {
    const int last = width - 2;
    const int middle = (width - 1) / 2;
    std::vector<Square> corners = {{1, 1}, {1, last}, {last, 1}, {last, last}};
    std::vector<Square> sides = {{1, middle}, {middle, 1}, {middle, last}, {last, middle}};
    shuffle(corners, draws);
    shuffle(sides, draws);
    if (draws.below(2) == 1) std::swap(corners, sides);
    corners.insert(corners.end(), sides.begin(), sides.end());
    return corners;
}

std::vector<Square> first_food_squares(const SnakeState& state, Square head) {
    const Square centre = centre_of(state);
    const auto is_outwards = [](int at, int from, int centre_at) {
        return std::abs(at - centre_at) > std::abs(from - centre_at);
    };
    std::vector<Square> sideways;
    std::vector<Square> outwards;
    for (const int x : {head.x - 1, head.x + 1}) {
        for (const int y : {head.y - 1, head.y + 1}) {
            const Square square{x, y};
            const bool is_corner =
                (x == 0 || x == state.width - 1) && (y == 0 || y == state.height - 1);
            if (!is_on_board(square, state.width, state.height) || square == centre || is_corner ||
                has_food(state, square)) {
                continue;
            }
            const bool x_counts = is_outwards(x, head.x, centre.x);
            const bool y_counts = is_outwards(y, head.y, centre.y);
            if ((x_counts && head.x != centre.x) || (y_counts && head.y != centre.y)) {
                outwards.push_back(square);
            } else if (x_counts || y_counts) {
                sideways.push_back(square);
            }
        }
    }
    return outwards.empty() ? sideways : outwards;
}

}  // namespace game::rules
