/// The way of a snake's body from square to square.
#pragma once

#include "game/view/board.h"

#include <cstddef>
#include <vector>

namespace game::view {

// Sides of a square, as Glyphs::lines has them.
inline constexpr unsigned int to_north = 1;
inline constexpr unsigned int to_east = 2;
inline constexpr unsigned int to_south = 4;
inline constexpr unsigned int to_west = 8;

/// The index of a side in lists in the order of north, east, south, west.
std::size_t index_of_side(unsigned int side);

/// A square behind the head.
struct PathSquare {
    BoardSquare at;
    unsigned int sides = 0;  ///< where its neighbours in the body are, over an edge too
    bool is_tail = false;
    bool is_doubled = false;  ///< more than one segment lies on it
};

struct SnakePath {
    unsigned int looks = to_north;  ///< where the head does
    unsigned int head_sides = 0;    ///< where the neck is
    std::vector<PathSquare> squares;
};

/// `body` has at least one square, its head first.
SnakePath path_of(const std::vector<BoardSquare>& body, const SnakeBoard& board);

}  // namespace game::view
