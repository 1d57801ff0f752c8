/// Squares of a board, and the steps between them. `[0, 0]` is bottom left, south-west.
#pragma once

#include "common/move.h"

#include <array>
#include <cstddef>
#include <optional>

namespace players {

using common::Direction;

inline constexpr std::array all_directions = {Direction::north, Direction::east, Direction::south,
                                              Direction::west};

struct Square {
    int x = 0;
    int y = 0;

    bool operator==(const Square&) const = default;
};

struct Board {
    int width = 1;       ///< at least 1
    int height = 1;      ///< at least 1
    bool wraps = false;  ///< who leaves over an edge comes in at the opposite one

    bool operator==(const Board&) const = default;

    bool has(Square square) const {
        return square.x >= 0 && square.x < width && square.y >= 0 && square.y < height;
    }

    std::size_t size() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }

    /// The number of a square that is on the board, below `size`.
    std::size_t index(Square square) const {
        return static_cast<std::size_t>(square.y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(square.x);
    }

    /// Where a step leads; nothing if it leads off the board.
    std::optional<Square> step(Square from, Direction direction) const {
        Square to = from;
        if (direction == Direction::north) ++to.y;
        if (direction == Direction::east) ++to.x;
        if (direction == Direction::south) --to.y;
        if (direction == Direction::west) --to.x;
        if (wraps) {
            const auto wrap = [](int at, int end) { return at < 0 ? end - 1 : at >= end ? 0 : at; };
            to = {wrap(to.x, width), wrap(to.y, height)};
        }
        if (!has(to)) return std::nullopt;
        return to;
    }
};

}  // namespace players
