#include "game/view/screen.h"

#include "common/text/display_width.h"

#include <algorithm>

namespace game::view {

/// What is left of a wide character, when one of its halves is written over, is a blank.
void Screen::clear_halves(std::size_t row, std::size_t column, std::size_t width) {
    if (cell(row, column).text.empty() && column > 0) cell(row, column - 1).text.assign(1, ' ');
    const std::size_t behind = column + width;
    if (behind < size_.columns && cell(row, behind).text.empty())
        cell(row, behind).text.assign(1, ' ');
}

std::size_t Screen::put(std::size_t row, std::size_t column, std::string_view text, Style style,
                        std::size_t width) {
    if (row >= size_.rows) return column;
    const std::size_t first = column;
    const std::size_t end = std::min(size_.columns, column + std::min(width, size_.columns));
    while (!text.empty()) {
        const auto [size, taken] = common::first_cluster(text);
        const std::string_view cluster = text.substr(0, size);
        text.remove_prefix(size);
        if (taken == 0) {
            if (column > first) {
                const bool is_wide = cell(row, column - 1).text.empty();
                cell(row, column - (is_wide ? 2 : 1)).text += cluster;
            }
            continue;
        }
        if (column + taken > end) break;
        clear_halves(row, column, taken);
        cell(row, column) = {std::string(cluster), style};
        for (std::size_t i = 1; i < taken; ++i)
            cell(row, column + i) = {"", style};
        column += taken;
    }
    return column;
}

void Screen::highlight(std::size_t row, std::size_t column, std::size_t width, Style style) {
    if (row >= size_.rows) return;
    const std::size_t end = std::min(size_.columns, column + width);
    for (; column < end; ++column) {
        Style& old = cell(row, column).style;
        if (old.ground) continue;
        old.ground = style.ground;
        if (style.ink) old.ink = style.ink;
        old.reverse = old.reverse || style.reverse;
        old.dim = false;
    }
}

void Screen::put_cursor(std::size_t row, std::size_t column) {
    cursor_row_ = row;
    cursor_column_ = size_.columns == 0 ? 0 : std::min(column, size_.columns - 1);
}

std::string Screen::text() const {
    std::string all;
    for (std::size_t row = 0; row < size_.rows; ++row) {
        std::string line;
        for (std::size_t column = 0; column < size_.columns; ++column)
            line += at(row, column).text;
        line.erase(line.find_last_not_of(' ') + 1);
        all += line;
        all += '\n';
    }
    return all;
}

}  // namespace game::view
