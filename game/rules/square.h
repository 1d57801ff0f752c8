/// Squares of a board. `[0, 0]` is bottom left, south-west.
#pragma once

#include "common/move.h"

#include <optional>
#include <string_view>

namespace game::rules {

using common::Direction;

struct Square {
    int x = 0;
    int y = 0;

    bool operator==(const Square&) const = default;
};

/// The square beside `square`, on the board or not.
inline Square neighbour(Square square, Direction direction) {
    switch (direction) {
        case Direction::north:
            return {square.x, square.y + 1};
        case Direction::east:
            return {square.x + 1, square.y};
        case Direction::south:
            return {square.x, square.y - 1};
        case Direction::west:
            break;
    }
    return {square.x - 1, square.y};
}

/// A square that has left the board over one edge comes in at the opposite one.
inline Square wrapped(Square square, int width, int height) {
    const auto wrap = [](int at, int size) { return at < 0 ? size - 1 : at >= size ? 0 : at; };
    return {wrap(square.x, width), wrap(square.y, height)};
}

inline bool is_on_board(Square square, int width, int height) {
    return square.x >= 0 && square.x < width && square.y >= 0 && square.y < height;
}

/// The direction that `text` names: exactly `N`, `E`, `S` or `W`.
inline std::optional<Direction> read_direction(std::string_view text) {
    if (text.size() != 1 || std::string_view("NESW").find(text[0]) == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<Direction>(text[0]);
}

}  // namespace game::rules
