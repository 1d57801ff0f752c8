/// How snakes come onto the board: at the beginning, and in ticks at any time.
#pragma once

#include "game/rules/snake.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace game::rules {

/// The rules' own set-up, with first food. Nothing if the board has no room for so many.
std::optional<SnakeState> set_up_snakes(const SnakeSettings& settings,
                                        std::span<const std::string> names, SnakeDraws& draws,
                                        SnakeGrid& grid);

/// An empty board in turn 0.
SnakeState empty_board(const SnakeSettings& settings);

/// Adds a snake on a random free square with x + y even. False if there is none.
bool add_snake(SnakeState& state, const SnakeSettings& settings, const std::string& name,
               SnakeDraws& draws, SnakeGrid& grid);

/// Brings an eliminated snake back, as add_snake would. False if there is no square for it.
bool bring_back(SnakeState& state, const SnakeSettings& settings, std::size_t index,
                SnakeDraws& draws, SnakeGrid& grid);

// Parts of the set-up.

/// The squares of square boards from 7 on: four near the corners and four near the sides, each four
/// in random order, and either of them first.
std::vector<Square> fixed_starts(int width, Draws& draws);

/// Squares diagonal to the head of a snake where its first food can be. Not the centre, not a
/// corner, without food, and farther from the centre than the head in at least one axis. An axis in
/// which the head is level with the centre counts only if nothing else is left.
std::vector<Square> first_food_squares(const SnakeState& state, Square head);

inline Square centre_of(const SnakeState& state) {
    return {(state.width - 1) / 2, (state.height - 1) / 2};
}

}  // namespace game::rules
