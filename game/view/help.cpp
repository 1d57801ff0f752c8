#include "game/view/parts.h"

#include <algorithm>
#include <array>

namespace game::view {

namespace {

/// A key and what it does; a title, if there is no key; or a blank line.
struct HelpLine {
    std::string_view key;
    std::string_view text;
};

constexpr std::array<HelpLine, 20> help_lines = {{
    {"arrows up, down", "choose a player, worker or match"},
    {"Enter", "only its lines; again: all"},
    {"Page-Up, Page-Down", "back and on in the lines"},
    {"End", "newest line, live"},
    {"/ text", "search; n and N: next, previous"},
    {"Ctrl-P, Ctrl-N", "commands that were given before"},
    {"Ctrl-L", "draw anew"},
    {"", ""},
    {"", "with --replay"},
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

}  // namespace

/// A box over the middle of the screen. In a small one, as much of it as fits.
void draw_help(const Sheet& sheet) {
    const auto [rows, columns] = sheet.size();
    if (rows < 5 || columns < 12) return;
    const Glyphs& glyphs = sheet.glyphs();
    const std::size_t width = std::min(help_width, columns - 2);
    const std::size_t height = std::min(help_lines.size() + 2, rows - 2);
    const std::size_t left = (columns - width) / 2;
    const std::size_t top = 1 + (rows - 2 - height) / 2;
    const std::size_t bottom = top + height - 1;
    const std::size_t right = left + width - 1;
    const std::string blanks(width + 2, ' ');
    for (std::size_t row = top; row <= bottom; ++row) {
        sheet.put(row, left - 1, blanks);
        sheet.put(row, left, glyphs.vertical, dim_look);
        sheet.put(row, right, glyphs.vertical, dim_look);
    }
    for (std::size_t column = left + 1; column < right; ++column) {
        sheet.put(top, column, glyphs.horizontal, dim_look);
        sheet.put(bottom, column, glyphs.horizontal, dim_look);
    }
    constexpr std::array<std::size_t, 4> corners = {6, 12, 3, 9};  // see Glyphs::lines
    sheet.put(top, left, glyphs.lines.at(corners[0]), dim_look);
    sheet.put(top, right, glyphs.lines.at(corners[1]), dim_look);
    sheet.put(bottom, left, glyphs.lines.at(corners[2]), dim_look);
    sheet.put(bottom, right, glyphs.lines.at(corners[3]), dim_look);
    sheet.put(top, left + 2, " keys ", bold_look);
    constexpr std::string_view closing = " Esc closes ";
    if (width > 30) sheet.put_right(top, right - 1, closing, dim_look);
    for (std::size_t i = 0; i + 2 < height; ++i) {
        const HelpLine& line = help_lines.at(i);
        const std::size_t row = top + 1 + i;
        const std::size_t text = left + (line.key.empty() ? 3 : key_end + 2);
        if (text >= right) continue;
        sheet.put_right(row, left + key_end, line.key, bold_look);
        sheet.put(row, text, line.text, line.key.empty() ? dim_look : plain_look, right - text);
    }
}

}  // namespace game::view
