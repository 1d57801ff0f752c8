/// Makes text from outside safe to show on a terminal or in a picture: every character can be seen,
/// and none controls the terminal.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// True for a character that controls a terminal, has no visible form, or reorders its neighbours:
/// control characters (C0, DEL and C1), separators of lines, marks of bidirectional text, spaces
/// and fillers without width, tags. Not for joiners and variation selectors, which words of several
/// scripts and many emoji need.
bool is_invisible(char32_t character);

/// True if `text` is well-formed UTF-8 without invisible characters.
bool is_visible(std::string_view text);

/// Appends `text`. Each byte of an invisible character, and each byte that is not UTF-8, is written
/// as `\x1b`.
void append_visible(std::string& out, std::string_view text);

/// The same as a new string.
std::string visible(std::string_view text);

}  // namespace common
