#include "game/view/parts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace game::view {

namespace {

/// A key and what it does; a title, if there is no key; or a blank line.
struct HelpLine {
    std::string_view key;
    std::string_view text;
};

constexpr std::array<HelpLine, 20> help_lines = {{
    {"arrows up, down", "choose a player, worker or match"},
    {"Enter", "lines, or the match; again: all"},
    {"Tab", "only the standings; again: all"},
    {"Page-Up, Page-Down", "back and on in the lines"},
    {"End", "newest line; newest turn, live"},
    {"/ text", "search; n and N: next, previous"},
    {"Ctrl-P, Ctrl-N", "commands that were given before"},
    {"Ctrl-L", "draw anew"},
    {"", "with --replay, and in such a match"},
    {"space", "stop, go on"},
    {"arrows left, right", "a turn or match back, on"},
    {"< >", "slower, faster"},
    {"[ ]", "to who went out before, next"},
    {"", "with --play"},
    {"arrows, w a s d", "moves; Tab chooses a player"},
    {":", "opens the prompt; Esc closes it"},
    {"", ""},
    {"1 2 3 4", "add players of that predef"},
    {"list  kill K  quit", "as without --live"},
    {"Ctrl-C", "stop all; again: at once"},
}};

constexpr std::size_t help_width = 58;
constexpr std::size_t key_end = 21;

/// Where the box is. In a narrow one, what a key does stands below it.
struct HelpBox {
    Area area;
    bool is_narrow = false;

    std::size_t rows_inside() const { return left_of(area.height, 2); }
};

std::size_t rows_of(const HelpLine& line, bool is_narrow) {
    return is_narrow && !line.key.empty() ? 2 : 1;
}

HelpBox help_box(Size size) {
    HelpBox box;
    box.area.width = std::min(help_width, left_of(size.columns, 2));
    box.is_narrow = box.area.width < help_width;
    std::size_t rows = 0;
    for (const HelpLine& line : help_lines)
        rows += rows_of(line, box.is_narrow);
    box.area.height = std::min(rows + 2, left_of(size.rows, 2));
    box.area.column = (size.columns - box.area.width) / 2;
    box.area.row = 1 + (left_of(size.rows, 2) - box.area.height) / 2;
    return box;
}

/// An empty box, with a blank beside it.
void draw_box(const Sheet& sheet, const Area& area) {
    const Glyphs& glyphs = sheet.glyphs();
    const std::size_t bottom = area.bottom() - 1;
    const std::size_t right = area.right() - 1;
    const std::string blanks(area.width + 2, ' ');
    for (std::size_t row = area.row; row <= bottom; ++row) {
        sheet.put(row, area.column - 1, blanks);
        sheet.put(row, area.column, glyphs.vertical, dim_look);
        sheet.put(row, right, glyphs.vertical, dim_look);
    }
    for (std::size_t column = area.column + 1; column < right; ++column) {
        sheet.put(area.row, column, glyphs.horizontal, dim_look);
        sheet.put(bottom, column, glyphs.horizontal, dim_look);
    }
    constexpr std::array<std::size_t, 4> corners = {6, 12, 3, 9};  // see Glyphs::lines
    sheet.put(area.row, area.column, glyphs.lines.at(corners[0]), dim_look);
    sheet.put(area.row, right, glyphs.lines.at(corners[1]), dim_look);
    sheet.put(bottom, area.column, glyphs.lines.at(corners[2]), dim_look);
    sheet.put(bottom, right, glyphs.lines.at(corners[3]), dim_look);
}

void draw_help_line(const Sheet& sheet, const HelpBox& box, std::size_t row, const HelpLine& line) {
    const std::size_t left = box.area.column;
    const std::size_t right = box.area.right() - 1;
    const auto put = [&](std::size_t at, std::size_t column, std::string_view text, Style look) {
        sheet.put(at, column, text, look, left_of(right, column));
    };
    if (line.key.empty()) {
        put(row, left + 3, line.text, dim_look);
    } else if (box.is_narrow) {
        put(row, left + 2, line.key, bold_look);
        put(row + 1, left + 4, line.text, plain_look);
    } else {
        sheet.put_right(row, left + key_end, line.key, bold_look);
        put(row, left + key_end + 2, line.text, plain_look);
    }
}

}  // namespace

std::size_t help_entries() {
    return help_lines.size();
}

/// In a narrow box an entry has two rows at most.
std::size_t help_page(Size size) {
    const HelpBox box = help_box(size);
    return box.is_narrow ? box.rows_inside() / 2 : box.rows_inside();
}

/// In the middle of the screen.
void draw_help(const Sheet& sheet, const Model& model) {
    if (sheet.size().rows < 5 || sheet.size().columns < 12) return;
    const HelpBox box = help_box(sheet.size());
    const Area& area = box.area;
    draw_box(sheet, area);
    sheet.put(area.row, area.column + 2, " keys ", bold_look);
    if (area.width > 30) sheet.put_right(area.row, area.right() - 2, " Esc closes ", dim_look);
    std::size_t i =
        std::min(model.choice.help_first, left_of(help_lines.size(), help_page(sheet.size())));
    const bool has_more_above = i > 0;
    for (std::size_t rest = box.rows_inside(); i < help_lines.size(); ++i) {
        const std::size_t rows = rows_of(help_lines.at(i), box.is_narrow);
        if (rows > rest) break;
        draw_help_line(sheet, box, area.bottom() - 1 - rest, help_lines.at(i));
        rest -= rows;
    }
    const bool has_more_below = i < help_lines.size();
    if (!has_more_above && !has_more_below) return;
    sheet.put_right(area.bottom() - 1, area.right() - 2,
                    has_more_below ? " Page-Down: more " : " Page-Up: back ", dim_look);
}

}  // namespace game::view
