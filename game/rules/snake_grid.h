/// What lies on each square of a snake board, found at once.
#pragma once

#include "game/rules/square.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace game::rules {

/// Marks on the squares of a board and two squares beyond each edge, where a head can be before it
/// is out. The memory is used again for every turn, and not even cleared: each cell knows for which
/// use of the grid it was marked last.
class SnakeGrid {
  public:
    static constexpr int none = -1;

    struct Cell {
        std::uint32_t use = 0;
        int food = 0;
        int hazards = 0;
        int body = none;         ///< the longest snake with a segment here that is not its head
        int head = none;         ///< the longest with its head here
        int second_head = none;  ///< the next longest; among equals the first in order
        bool is_taken = false;
    };

    /// Forgets all marks.
    void start(int width, int height) {
        if (width != width_ || height != height_ || ++use_ == 0) {
            width_ = width;
            height_ = height;
            use_ = 1;
            const auto squares = (width + 2 * margin) * (height + 2 * margin);
            cells_.assign(static_cast<std::size_t>(squares), Cell());
        }
    }

    Cell& at(Square square) {
        const int x = std::clamp(square.x, -margin, width_ + margin - 1) + margin;
        const int y = std::clamp(square.y, -margin, height_ + margin - 1) + margin;
        const int index = x * (height_ + 2 * margin) + y;
        Cell& cell = cells_[static_cast<std::size_t>(index)];
        if (cell.use != use_) {
            cell = Cell();
            cell.use = use_;
        }
        return cell;
    }

  private:
    static constexpr int margin = 2;

    int width_ = 0;
    int height_ = 0;
    std::uint32_t use_ = 0;
    std::vector<Cell> cells_;
};

}  // namespace game::rules
