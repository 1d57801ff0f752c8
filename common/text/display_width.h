/// How wide a text is where each character has a cell of its own, as on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace common {

/// The columns that `text` takes: wcwidth(3) of each character, as the locale C.UTF-8 has it, so
/// two for a Chinese one and none for an accent that combines. A byte that is not UTF-8, a control
/// character, or any character where that locale is missing takes one.
std::size_t display_width(std::string_view text);

/// The start of `text` that takes at most `columns`. Whole characters.
std::string_view start_of_width(std::string_view text, std::size_t columns);

}  // namespace common
