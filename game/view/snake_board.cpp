#include "game/view/parts.h"
#include "game/view/snake_path.h"

#include <string>

namespace game::view {

namespace {

/// Puts things on squares that are in the part of the board that is shown.
class SquarePen {
  public:
    SquarePen(const Sheet& sheet, const SnakeBoard& board, const BoardPart& part, const Area& area)
        : sheet_(sheet), board_(board), part_(part), area_(area) {}

    void put(BoardSquare square, std::string_view text, Style style) const {
        const int column = square.x - part_.left;
        const int row = board_.height - 1 - square.y - part_.top;
        if (column < 0 || column >= part_.columns || row < 0 || row >= part_.rows) return;
        const std::size_t screen_row = area_.row + static_cast<std::size_t>(row);
        const std::size_t first = area_.column + 2 * static_cast<std::size_t>(column);
        const std::size_t end = sheet_.put(screen_row, first, text, style, 2);
        if (end == first + 1) sheet_.put(screen_row, end, " ", style);
    }

  private:
    const Sheet& sheet_;
    const SnakeBoard& board_;
    const BoardPart& part_;
    const Area& area_;
};

/// A head is two columns: the letter, and a triangle on the side where it looks, or at the left.
std::string head_text(const Glyphs& glyphs, char letter, unsigned int side) {
    const std::string_view triangle = glyphs.heads.at(index_of_side(side));
    std::string text(1, letter);
    text.insert(side == to_east ? 1 : 0, triangle);
    return text;
}

void draw_snake(const SquarePen& pen, const Sheet& sheet, const SnakeBoard& board,
                const BoardSnake& snake, const PlayerMark& mark) {
    const Glyphs& glyphs = sheet.glyphs();
    const SnakePath path = path_of(snake.body, board);
    // Without dim text, those who are out would look like those who live.
    const bool is_head_only = snake.is_out && sheet.abilities().charset == Charset::ascii;
    for (const PathSquare& square : path.squares) {
        if (is_head_only) break;
        const bool is_doubled_tail = square.is_tail && square.is_doubled && !snake.is_out;
        std::string text(is_doubled_tail ? glyphs.doubled_tail : glyphs.lines.at(square.sides));
        if ((square.sides & to_east) != 0) text += glyphs.horizontal;
        pen.put(square.at, text, snake.is_out ? dim_look : mark.body);
    }
    if (snake.is_out) {
        std::string text(glyphs.out);
        text += mark.letter;
        pen.put(snake.body.front(), text, dim_look);
    } else {
        pen.put(snake.body.front(), head_text(glyphs, mark.letter, path.looks), mark.head);
    }
}

}  // namespace

void draw_snake_board(const Sheet& sheet, const Model& model, const SnakeBoard& board,
                      const BoardPart& part, const Area& area) {
    const Glyphs& glyphs = sheet.glyphs();
    const SquarePen pen(sheet, board, part, area);
    for (int y = 0; y < part.rows; ++y) {
        for (int x = 0; x < part.columns; ++x) {
            const BoardSquare square{part.left + x, board.height - 1 - part.top - y};
            pen.put(square, glyphs.empty_square, dim_look);
        }
    }
    for (const BoardSquare& square : board.hazards)
        pen.put(square, glyphs.hazard, dim_look);
    const auto draw_all = [&](bool is_out) {
        for (const BoardSnake& snake : board.snakes) {
            const auto player = model.match().find(snake.name);
            if (snake.is_out != is_out || !player) continue;
            draw_snake(pen, sheet, board, snake, mark_of(*player, sheet.abilities()));
        }
    };
    draw_all(true);
    for (const BoardSquare& square : board.food)
        pen.put(square, glyphs.food, food_look(sheet.abilities()));
    draw_all(false);
}

}  // namespace game::view
