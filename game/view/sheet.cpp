#include "common/text/display_width.h"
#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace game::view {

std::string Sheet::shown(std::string_view text) const {
    std::string visible = as_shown(text);
    return abilities_.charset == Charset::ascii ? as_ascii(visible) : visible;
}

std::size_t Sheet::put(std::size_t row, std::size_t column, std::string_view text, Style style,
                       std::size_t width) const {
    return screen_.put(row, column, shown(text), style, width);
}

std::size_t Sheet::put_cut(std::size_t row, std::size_t column, std::string_view text, Style style,
                           std::size_t width) const {
    return screen_.put(row, column, cut_at_end(shown(text), width, glyphs_.ellipsis), style, width);
}

std::size_t Sheet::put_name(std::size_t row, std::size_t column, std::string_view name, Style style,
                            std::size_t width) const {
    return screen_.put(row, column, cut_in_middle(shown(name), width, glyphs_.ellipsis), style,
                       width);
}

void Sheet::put_right(std::size_t row, std::size_t end, std::string_view text, Style style) const {
    const std::size_t width = width_of(text);
    if (width <= end) put(row, end - width, text, style);
}

std::size_t Sheet::put_tag(std::size_t row, std::size_t column, const PlayerMark& mark) const {
    const bool has_brackets = abilities_.charset == Charset::ascii;
    const std::string text =
        has_brackets ? fmt::format("[{}]", mark.letter) : fmt::format(" {} ", mark.letter);
    return screen_.put(row, column, text, mark.tag, tag_width);
}

std::size_t Sheet::width_of(std::string_view text) const {
    return common::display_width(shown(text));
}

std::string Sheet::between() const {
    return fmt::format(" {} ", glyphs_.separator);
}

void draw_rule(const Sheet& sheet, const Area& area, std::string_view title,
               std::string_view facts) {
    for (std::size_t i = 0; i < area.width; ++i)
        sheet.put(area.row, area.column + i, sheet.glyphs().horizontal, dim_look);
    const std::size_t width = std::min(sheet.width_of(title) + 2, area.width);
    const std::size_t begin = area.column + 2;
    sheet.put(area.row, begin, fmt::format(" {} ", title), bold_look, area.right() - begin);
    const std::size_t facts_width = sheet.width_of(facts) + 2;
    if (facts.empty() || width + facts_width + 6 > area.width) return;
    sheet.put(area.row, area.right() - 2 - facts_width, fmt::format(" {} ", facts), dim_look);
}

std::size_t first_shown(std::size_t count, std::size_t height, std::optional<std::size_t> chosen) {
    if (count <= height) return 0;
    const std::size_t last = count - height;
    if (!chosen) return last;
    const std::size_t half = height / 2;
    return *chosen < half ? 0 : std::min(*chosen - half, last);
}

}  // namespace game::view
