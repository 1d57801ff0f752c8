/// UTF-8 (RFC 3629), one character at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace common {

struct Utf8Character {
    std::size_t size = 0;  ///< in bytes; 0: the text does not begin with a character
    char32_t code = 0;
    std::size_t broken = 0;  ///< if size is 0: how many bytes one U+FFFD replaces
};

/// Decodes the first character of `text`, which is not empty. Refuses what is cut short, overlong,
/// a surrogate, or above U+10FFFF. `broken` is then the length of a maximal subpart (the Unicode
/// Standard, section 3.9): as many bytes as a character can begin with, at least one.
Utf8Character first_character(std::string_view text);

/// True if `text`, two to four bytes, is a character or can become one if more bytes follow.
bool is_start_of_character(std::string_view text);

/// True if every byte is below 0x80.
bool is_ascii(std::string_view bytes);

/// True if all of `bytes` is well-formed.
bool is_utf8(std::string_view bytes);

}  // namespace common
