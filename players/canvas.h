/// A position of the rules `paint`, and what a player does in it.
#pragma once

#include "players/board.h"
#include "players/random.h"

#include <cstddef>
#include <string>
#include <vector>

namespace players {

struct Painter {
    std::string name;
    char letter = '.';
    Square at;  ///< on the board
};

struct Canvas {
    Board board;
    std::vector<std::string> rows;  ///< the owners' letters, north first; as large as the board
    std::vector<Painter> painters;  ///< those that have not left

    char owner(Square square) const {
        const auto row = static_cast<std::size_t>(board.height - 1 - square.y);
        return rows[row][static_cast<std::size_t>(square.x)];
    }
};

/// A step to the nearest square that is not the painter's own; one that no other painter can enter
/// at the same time, if there is one. Of several it draws one.
Direction paint_step(const Canvas& canvas, std::size_t painter, Random& random);

}  // namespace players
