#include "common/text/display_width.h"

#include "common/text/utf8.h"

#include <algorithm>

#include <utf8proc.h>

namespace common {

namespace {

/// Characters without a width of their own, controls and unassigned ones, take one column.
std::size_t width_of(char32_t character) {
    const auto code = static_cast<utf8proc_int32_t>(character);
    const utf8proc_category_t category = utf8proc_category(code);
    const bool is_unknown = category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CN;
    const int width = utf8proc_charwidth(code);
    return is_unknown && width == 0 ? 1 : static_cast<std::size_t>(width);
}

/// A start of a text, and how many columns it takes.
struct Start {
    std::size_t size;
    std::size_t columns;
};

Start measure(std::string_view text, std::size_t columns) {
    Start start{0, 0};
    while (start.size < text.size()) {
        const Utf8Character character = first_character(text.substr(start.size));
        const std::size_t width = character.size == 0 ? 1 : width_of(character.code);
        if (start.columns + width > columns) break;
        start.columns += width;
        start.size += std::max<std::size_t>(character.size, 1);
    }
    return start;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    return is_ascii(text) ? text.size() : measure(text, std::string_view::npos).columns;
}

std::string_view start_of_width(std::string_view text, std::size_t columns) {
    return text.substr(0, is_ascii(text) ? columns : measure(text, columns).size);
}

}  // namespace common
