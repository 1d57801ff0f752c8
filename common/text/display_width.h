/// The width of a text on a terminal, where each character takes whole cells.
#pragma once

#include <cstddef>
#include <string_view>

namespace common {

/// How many columns `text` takes: by Unicode's East Asian Width, two for a Chinese character, none
/// for a combining accent. A byte that is not UTF-8, or a control character, takes one. The locale
/// plays no part.
std::size_t display_width(std::string_view text);

/// The longest start of `text`, in whole characters, that takes at most `columns`.
std::string_view start_of_width(std::string_view text, std::size_t columns);

}  // namespace common
