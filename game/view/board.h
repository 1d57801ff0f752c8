/// The board of a match, as it was after the newest turn.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace game::view {

/// x goes east, y north.
struct BoardSquare {
    int x = 0;
    int y = 0;

    bool operator==(const BoardSquare&) const = default;
};

struct BoardSnake {
    std::string name;
    int health = 0;
    std::vector<BoardSquare> body;  ///< the head first; at least one
    bool is_out = false;
};

/// Of the rules `snake`. Squares may lie off the board, and food and hazards may hold one twice.
struct SnakeBoard {
    int width = 0;
    int height = 0;
    std::vector<BoardSquare> food;
    std::vector<BoardSquare> hazards;
    std::vector<BoardSnake> snakes;
};

struct BoardPainter {
    std::string name;
    char letter = '?';
    BoardSquare at;
    int cells = 0;
    bool has_left = false;
};

/// Of the rules `paint`.
struct PaintBoard {
    int width = 0;
    int height = 0;
    std::vector<std::string> cells;  ///< from the north; letters of players, or `.`
    std::vector<BoardPainter> painters;
};

/// Of a referee that shows its board as text.
struct RowsBoard {
    std::vector<std::string> rows;
};

/// None if the state is not one that can be drawn.
using Board = std::variant<std::monostate, SnakeBoard, PaintBoard, RowsBoard>;

/// The largest side of a board, in squares, that is drawn.
inline constexpr int largest_board_side = 1000;

/// Reads the board from a state of the rules, as JSON, or from `rows`, a JSON list of strings. A
/// text from elsewhere never does harm: what does not belong there is left out.
Board read_board(std::string_view rules, std::string_view state, std::string_view rows);

}  // namespace game::view
