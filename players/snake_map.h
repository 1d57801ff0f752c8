/// What is on each square of a snake board, and how far one gets there.
#pragma once

#include "players/snake_position.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace players {

/// The squares of one position. `position` must outlive it.
class SnakeMap {
  public:
    static constexpr int never = std::numeric_limits<int>::max();
    static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

    struct Cell {
        int free_at = 0;             ///< a head may enter with this move, counted from 1, or later
        std::size_t owner = nobody;  ///< the snake that is there longest
        int food = 0;
        int hazards = 0;
    };

    explicit SnakeMap(const SnakePosition& position);

    const SnakePosition& position() const { return position_; }
    const Board& board() const { return position_.board; }

    const Cell& at(Square square) const { return cells_[board().index(square)]; }

    /// The move with which a head may enter the square, if `snake` has grown by so much before.
    int free_at(Square square, std::size_t snake, int growth) const {
        const Cell& cell = at(square);
        return cell.owner == snake && cell.free_at != never ? cell.free_at + growth : cell.free_at;
    }

    /// True if a head there loses health.
    bool hurts(Square square) const {
        return position_.hazard_damage > 0 && at(square).hazards > 0;
    }

  private:
    const SnakePosition& position_;
    std::vector<Cell> cells_;
};

/// What a snake can reach after its first step.
struct Reach {
    int room = 0;                       ///< squares
    int harmless = 0;                   ///< squares among them that do not hurt
    std::optional<int> food;            ///< moves to the nearest food; 1 is the first step
    std::optional<int> first_harmless;  ///< moves to the nearest square that does not hurt
};

/// All that `snake` can reach if `first` is its first step, which makes it longer by `growth`. A
/// body is in the way until it has moved on.
Reach reach_alone(const SnakeMap& map, std::size_t snake, Square first, int growth);

/// The same, but only squares that no other snake reaches sooner. The longer of two that are there
/// at the same time has the square, and neither of two equals.
Reach reach_first(const SnakeMap& map, std::size_t snake, Square first, int growth);

}  // namespace players
