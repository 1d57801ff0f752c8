/// Text from outside, made fit for a terminal or a picture: all that is in it can be seen, and it
/// does nothing but be seen.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// True for a character that commands a terminal, hides, or reorders what stands around it:
/// control characters (C0, DEL and C1), the marks of bidirectional text, spaces and fillers of no
/// width, and tags. Not those that join or vary what stands before them.
bool is_invisible(char32_t character);

/// True if `text` is well-formed UTF-8 without invisible characters.
bool is_visible(std::string_view text);

/// Appends `text` with each byte of an invisible character, and each byte that is not UTF-8,
/// written as `\x1b`.
void append_visible(std::string& out, std::string_view text);

/// The same as a new text.
std::string visible(std::string_view text);

}  // namespace common
