#include "common/text/display_width.h"
#include "game/view/parts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t narrow_frame = 28;

struct BoardSides {
    int width = 0;
    int height = 0;
};

std::size_t count_clusters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        text.remove_prefix(common::first_cluster(text).size);
    return count;
}

BoardSides sides_of(const Board& board) {
    if (const auto* const snakes = std::get_if<SnakeBoard>(&board)) {
        return {snakes->width, snakes->height};
    }
    if (const auto* const paint = std::get_if<PaintBoard>(&board)) {
        return {paint->width, paint->height};
    }
    if (const auto* const text = std::get_if<RowsBoard>(&board)) {
        std::size_t width = 0;
        for (const std::string& row : text->rows)
            width = std::max(width, count_clusters(row));
        const auto largest = static_cast<std::size_t>(largest_board_side);
        return {static_cast<int>(std::min(width, largest)),
                static_cast<int>(std::min(text->rows.size(), largest))};
    }
    return {};
}

/// Where the selected player is, in squares from the north-west.
std::optional<BoardSquare> focus_of(const Model& model) {
    const auto worker = model.selected();
    const auto player = worker ? model.match().player_of(*worker) : std::nullopt;
    if (!player) return std::nullopt;
    const std::string& name = model.match().players()[*player].name;
    const Board& board = model.match().board();
    if (const auto* const snakes = std::get_if<SnakeBoard>(&board)) {
        for (const BoardSnake& snake : snakes->snakes) {
            if (snake.name != name) continue;
            return BoardSquare{snake.body.front().x, snakes->height - 1 - snake.body.front().y};
        }
    }
    if (const auto* const paint = std::get_if<PaintBoard>(&board)) {
        for (const BoardPainter& painter : paint->painters) {
            if (painter.name != name) continue;
            return BoardSquare{painter.at.x, paint->height - 1 - painter.at.y};
        }
    }
    return std::nullopt;
}

/// The first of `shown` squares of `all`, with `focus` in the middle where that is possible.
int window_begin(int all, int shown, int focus) {
    return std::clamp(focus - shown / 2, 0, std::max(all - shown, 0));
}

}  // namespace

std::optional<Size> framed_size(const Board& board) {
    const BoardSides sides = sides_of(board);
    if (sides.width == 0 || sides.height == 0) return std::nullopt;
    return Size{static_cast<std::size_t>(sides.height) + 2,
                static_cast<std::size_t>(sides.width) * 2 + 3};
}

/// Half blocks and 256 colours are needed.
std::optional<Size> large_framed_size(const Board& board, const Abilities& abilities) {
    const auto* const snakes = std::get_if<SnakeBoard>(&board);
    if (snakes == nullptr || !abilities.has_256_colors || abilities.charset != Charset::unicode) {
        return std::nullopt;
    }
    return Size{static_cast<std::size_t>(snakes->height) * 2 + 2,
                static_cast<std::size_t>(snakes->width) * 4 + 4};
}

void draw_board(const Sheet& sheet, const Model& model, const Area& area) {
    if (area.height < 3 || area.width < 5) return;
    const Glyphs& glyphs = sheet.glyphs();
    constexpr std::size_t east_south = 2 + 4;
    constexpr std::size_t south_west = 4 + 8;
    constexpr std::size_t north_east = 1 + 2;
    constexpr std::size_t north_west = 1 + 8;
    const auto edge = [&](std::size_t row, std::size_t left, std::size_t right) {
        sheet.put(row, area.column, glyphs.lines.at(left), dim_look);
        for (std::size_t column = area.column + 1; column + 1 < area.right(); ++column)
            sheet.put(row, column, glyphs.horizontal, dim_look);
        sheet.put(row, area.right() - 1, glyphs.lines.at(right), dim_look);
    };
    edge(area.row, east_south, south_west);
    for (std::size_t row = area.row + 1; row + 1 < area.bottom(); ++row) {
        sheet.put(row, area.column, glyphs.vertical, dim_look);
        sheet.put(row, area.right() - 1, glyphs.vertical, dim_look);
    }
    edge(area.bottom() - 1, north_east, north_west);

    const Board& board = model.match().board();
    const BoardSides sides = sides_of(board);
    const std::optional<Size> large = large_framed_size(board, sheet.abilities());
    if (large && large->rows == area.height && large->columns == area.width) {
        draw_large_snake_board(sheet, model, std::get<SnakeBoard>(board),
                               {0, 0, sides.width, sides.height},
                               {area.row + 1, area.column + 2, area.height - 2, area.width - 4});
        return;
    }
    const BoardSquare focus = focus_of(model).value_or(BoardSquare{});
    BoardPart part;
    part.columns = std::min(sides.width, static_cast<int>((area.width - 3) / 2));
    part.rows = std::min(sides.height, static_cast<int>(area.height - 2));
    part.left = window_begin(sides.width, part.columns, focus.x);
    part.top = window_begin(sides.height, part.rows, focus.y);
    if (part.columns < sides.width) {
        const std::string_view word = area.width < narrow_frame ? " " : " columns ";
        sheet.put(area.row, area.column + 2,
                  fmt::format("{}{}-{} of {} ", word, part.left, part.left + part.columns - 1,
                              sides.width),
                  dim_look, area.width - 4);
    }
    if (part.rows < sides.height) {
        sheet.put(area.bottom() - 1, area.column + 2,
                  fmt::format(" rows {}-{} of {} ", sides.height - part.top - part.rows,
                              sides.height - part.top - 1, sides.height),
                  dim_look, area.width - 4);
    }
    const Area inside{area.row + 1, area.column + 2, area.height - 2, area.width - 3};
    if (const auto* const snakes = std::get_if<SnakeBoard>(&board)) {
        draw_snake_board(sheet, model, *snakes, part, inside);
    } else if (const auto* const paint = std::get_if<PaintBoard>(&board)) {
        draw_paint_board(sheet, model, *paint, part, inside);
    } else if (const auto* const text = std::get_if<RowsBoard>(&board)) {
        draw_rows_board(sheet, *text, part, inside);
    }
}

}  // namespace game::view
