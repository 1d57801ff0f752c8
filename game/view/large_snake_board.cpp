#include "game/view/parts.h"
#include "game/view/snake_path.h"

#include <optional>
#include <vector>

namespace game::view {

namespace {

/// Half a cell: the index of a player in joining order.
using Dot = std::optional<std::size_t>;

/// A square is four columns wide and two rows, so four dots, high. Bodies are three dots wide.
constexpr int dots = 4;
constexpr int band = 3;

/// The dots of all squares that are shown.
class DotGrid {
  public:
    DotGrid(const SnakeBoard& board, const BoardPart& part)
        : board_(board), part_(part), dots_(index_of(0, rows())) {}

    int columns() const { return part_.columns * dots; }
    int rows() const { return part_.rows * dots; }

    const Dot& at(int column, int row) const { return dots_[index_of(column, row)]; }

    /// The square of a body that joins neighbours on `sides`. A tail is pointed.
    void fill(BoardSquare square, unsigned int sides, bool is_tail, std::size_t player) {
        const int left = square.x - part_.left;
        const int top = board_.height - 1 - square.y - part_.top;
        if (left < 0 || left >= part_.columns || top < 0 || top >= part_.rows) return;
        for (int y = 0; y < dots; ++y) {
            for (int x = 0; x < dots; ++x) {
                // The fourth dots are gaps, but where the body goes on.
                const bool is_in_column = x < band || (sides & to_east) != 0;
                const bool is_in_row = y < band || (sides & to_south) != 0;
                if (!is_in_column || !is_in_row || (x == band && y == band)) continue;
                if (is_tail && is_beside_point(x, y, sides)) continue;
                const int column = left * dots + x;
                const int row = top * dots + y;
                dots_[index_of(column, row)] = player;
            }
        }
    }

  private:
    std::size_t index_of(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns()) +
               static_cast<std::size_t>(column);
    }

    /// True for the corners at the end of a tail whose neighbour is on `sides`.
    static bool is_beside_point(int x, int y, unsigned int sides) {
        const bool is_side_column = x == 0 || x == band - 1;
        const bool is_side_row = y == 0 || y == band - 1;
        switch (sides) {
            case to_north:
                return y == band - 1 && is_side_column;
            case to_south:
                return y == 0 && is_side_column;
            case to_east:
                return x == 0 && is_side_row;
            case to_west:
                return x == band - 1 && is_side_row;
            default:
                return false;
        }
    }

    const SnakeBoard& board_;
    const BoardPart& part_;
    std::vector<Dot> dots_;
};

/// The colour of a player; none: the terminal's own ink.
std::optional<std::uint8_t> color_of(std::size_t player, const Abilities& abilities) {
    return mark_of(player, abilities).body.ground;
}

/// A cell of two dots, if one of them is taken.
void draw_cell(const Sheet& sheet, std::size_t row, std::size_t column, const Dot& upper,
               const Dot& lower) {
    const Abilities& abilities = sheet.abilities();
    if (upper && lower && *upper == *lower) {
        sheet.put(row, column, " ", mark_of(*upper, abilities).body);
    } else if (upper && lower) {
        const bool is_upper_ink = color_of(*lower, abilities).has_value();
        const std::size_t ink = is_upper_ink ? *upper : *lower;
        const std::size_t ground = is_upper_ink ? *lower : *upper;
        sheet.put(row, column, is_upper_ink ? "▀" : "▄",
                  {.ink = color_of(ink, abilities), .ground = color_of(ground, abilities)});
    } else if (upper) {
        sheet.put(row, column, "▀", {.ink = color_of(*upper, abilities)});
    } else if (lower) {
        sheet.put(row, column, "▄", {.ink = color_of(*lower, abilities)});
    }
}

/// Where a square is on the screen.
struct LargeSquare {
    std::size_t row;
    std::size_t column;
};

std::optional<LargeSquare> place_of(BoardSquare square, const SnakeBoard& board,
                                    const BoardPart& part, const Area& area) {
    const int column = square.x - part.left;
    const int row = board.height - 1 - square.y - part.top;
    if (column < 0 || column >= part.columns || row < 0 || row >= part.rows) return std::nullopt;
    return LargeSquare{area.row + 2 * static_cast<std::size_t>(row),
                       area.column + 4 * static_cast<std::size_t>(column)};
}

/// The letter, and a triangle on the side where it looks.
void draw_large_head(const Sheet& sheet, const LargeSquare& place, const PlayerMark& mark,
                     unsigned int looks) {
    const std::string_view letter(&mark.letter, 1);
    const std::string_view triangle = sheet.glyphs().heads.at(index_of_side(looks));
    if (looks == to_north || looks == to_south) {
        for (std::size_t i = 0; i < 2; ++i)
            sheet.put(place.row + i, place.column, "   ", mark.head);
    }
    switch (looks) {
        case to_north:
            sheet.put(place.row, place.column + 1, triangle, mark.head);
            sheet.put(place.row + 1, place.column + 1, letter, mark.head);
            break;
        case to_south:
            sheet.put(place.row, place.column + 1, letter, mark.head);
            sheet.put(place.row + 1, place.column + 1, triangle, mark.head);
            break;
        case to_west:
            sheet.put(place.row, place.column, triangle, mark.head);
            sheet.put(place.row, place.column + 1, letter, mark.head);
            break;
        default:
            sheet.put(place.row, place.column + 1, letter, mark.head);
            sheet.put(place.row, place.column + 2, triangle, mark.head);
            break;
    }
}

/// Of snakes that are out: a thin line, so that it does not look like a body.
void draw_large_trace(const Sheet& sheet, const LargeSquare& place, unsigned int sides) {
    const Glyphs& glyphs = sheet.glyphs();
    sheet.put(place.row, place.column + 1, glyphs.lines.at(sides), dim_look);
    if ((sides & to_west) != 0) sheet.put(place.row, place.column, glyphs.horizontal, dim_look);
    for (std::size_t i = 2; i < 4 && (sides & to_east) != 0; ++i)
        sheet.put(place.row, place.column + i, glyphs.horizontal, dim_look);
    if ((sides & to_south) != 0) {
        sheet.put(place.row + 1, place.column + 1, glyphs.vertical, dim_look);
    }
}

void draw_ground(const Sheet& sheet, const SnakeBoard& board, const BoardPart& part,
                 const Area& area) {
    const Glyphs& glyphs = sheet.glyphs();
    for (int y = 0; y < board.height; ++y) {
        for (int x = 0; x < board.width; ++x) {
            const auto place = place_of({x, y}, board, part, area);
            if (place) sheet.put(place->row, place->column + 1, glyphs.empty_square, dim_look);
        }
    }
    for (const BoardSquare& square : board.hazards) {
        const auto place = place_of(square, board, part, area);
        if (!place) continue;
        for (std::size_t row = 0; row < 2; ++row) {
            sheet.put(place->row + row, place->column, glyphs.hazard, dim_look);
            sheet.put(place->row + row, place->column + 2, glyphs.hazard, dim_look);
        }
    }
}

}  // namespace

void draw_large_snake_board(const Sheet& sheet, const Model& model, const SnakeBoard& board,
                            const BoardPart& part, const Area& area) {
    draw_ground(sheet, board, part, area);
    for (const BoardSnake& snake : board.snakes) {
        const auto player = model.match().find(snake.name);
        if (!snake.is_out || !player) continue;
        const SnakePath path = path_of(snake.body, board);
        for (const PathSquare& square : path.squares) {
            const auto place = place_of(square.at, board, part, area);
            if (place) draw_large_trace(sheet, *place, square.sides);
        }
        const auto place = place_of(snake.body.front(), board, part, area);
        if (!place) continue;
        const PlayerMark mark = mark_of(*player, sheet.abilities());
        draw_large_trace(sheet, *place, path.head_sides);
        sheet.put(place->row, place->column + 1, sheet.glyphs().out, dim_look);
        sheet.put(place->row, place->column + 2, std::string_view(&mark.letter, 1), dim_look);
    }
    for (const BoardSquare& square : board.food) {
        const auto place = place_of(square, board, part, area);
        if (place) {
            sheet.put(place->row, place->column + 1, sheet.glyphs().food,
                      food_look(sheet.abilities()));
        }
    }
    DotGrid grid(board, part);
    for (const BoardSnake& snake : board.snakes) {
        const auto player = model.match().find(snake.name);
        if (snake.is_out || !player) continue;
        const SnakePath path = path_of(snake.body, board);
        for (const PathSquare& square : path.squares)
            grid.fill(square.at, square.sides, square.is_tail && !square.is_doubled, *player);
        grid.fill(snake.body.front(), path.head_sides, false, *player);
    }
    for (int row = 0; row < part.rows * 2; ++row) {
        for (int column = 0; column < grid.columns(); ++column) {
            draw_cell(sheet, area.row + static_cast<std::size_t>(row),
                      area.column + static_cast<std::size_t>(column), grid.at(column, 2 * row),
                      grid.at(column, 2 * row + 1));
        }
    }
    for (const BoardSnake& snake : board.snakes) {
        const auto player = model.match().find(snake.name);
        const auto place = place_of(snake.body.front(), board, part, area);
        if (snake.is_out || !player || !place) continue;
        draw_large_head(sheet, *place, mark_of(*player, sheet.abilities()),
                        path_of(snake.body, board).looks);
    }
}

}  // namespace game::view
