#include "common/move.h"
#include "common/text/display_width.h"
#include "game/view/parts.h"

#include <string>

namespace game::view {

namespace {

/// A tile is two columns: a letter, and a blank in the same colour.
void put_tile(const Sheet& sheet, std::size_t row, std::size_t column, std::string_view text,
              Style style) {
    const std::size_t end = sheet.put(row, column, text, style, 2);
    if (end == column + 1) sheet.put(row, end, " ", style);
}

void put_letter(const Sheet& sheet, std::size_t row, std::size_t column,
                std::string_view character) {
    if (character == "." || character == " ") {
        put_tile(sheet, row, column, sheet.glyphs().empty_square, dim_look);
        return;
    }
    const auto mark = mark_with(character.front(), sheet.abilities());
    put_tile(sheet, row, column, character, mark && character.size() == 1 ? mark->body : bold_look);
}

/// The painters stand out from what they have painted.
Style painter_look(const Abilities& abilities) {
    constexpr std::uint8_t black = 16;
    constexpr std::uint8_t white = 231;
    if (abilities.has_256_colors) return {.ink = black, .ground = white, .bold = true};
    return {.bold = true, .reverse = true};
}

/// The letter of the painter, and where its last move went.
std::string painter_text(const Glyphs& glyphs, char letter, std::string_view move) {
    constexpr std::string_view directions = "NESW";
    std::string text(1, letter);
    const std::size_t index = move.empty() ? std::string_view::npos : directions.find(move.front());
    if (index == std::string_view::npos) return text;
    text.insert(index == 1 ? 1 : 0, glyphs.heads.at(index));
    return text;
}

}  // namespace

void draw_paint_board(const Sheet& sheet, const Model& model, const PaintBoard& board,
                      const BoardPart& part, const Area& area) {
    const auto place = [&](int x, int y) {
        return std::pair{area.row + static_cast<std::size_t>(y - part.top),
                         area.column + 2 * static_cast<std::size_t>(x - part.left)};
    };
    for (int y = part.top; y < part.top + part.rows; ++y) {
        const auto index = static_cast<std::size_t>(y);
        if (index >= board.cells.size()) break;
        const std::string& cells = board.cells[index];
        for (int x = part.left; x < part.left + part.columns; ++x) {
            if (static_cast<std::size_t>(x) >= cells.size()) break;
            const auto [row, column] = place(x, y);
            put_letter(sheet, row, column,
                       std::string_view(cells).substr(static_cast<std::size_t>(x), 1));
        }
    }
    for (const BoardPainter& painter : board.painters) {
        const int x = painter.at.x;
        const int y = board.height - 1 - painter.at.y;
        if (painter.has_left || x < part.left || x >= part.left + part.columns || y < part.top ||
            y >= part.top + part.rows) {
            continue;
        }
        const auto player = model.match().find(painter.name);
        const std::string_view move =
            player ? std::string_view(model.match().players()[*player].move) : std::string_view();
        const auto [row, column] = place(x, y);
        put_tile(sheet, row, column, painter_text(sheet.glyphs(), painter.letter, move),
                 painter_look(sheet.abilities()));
    }
}

void draw_rows_board(const Sheet& sheet, const RowsBoard& board, const BoardPart& part,
                     const Area& area) {
    for (int y = 0; y < part.rows; ++y) {
        const auto index = static_cast<std::size_t>(part.top) + static_cast<std::size_t>(y);
        if (index >= board.rows.size()) return;
        std::string_view row = board.rows[index];
        for (int x = 0; !row.empty() && x < part.left + part.columns; ++x) {
            const std::size_t size = common::first_cluster(row).size;
            if (x >= part.left) {
                put_letter(sheet, area.row + static_cast<std::size_t>(y),
                           area.column + 2 * static_cast<std::size_t>(x - part.left),
                           row.substr(0, size));
            }
            row.remove_prefix(size);
        }
    }
}

}  // namespace game::view
