/// UTF-8 (RFC 3629), a character at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace common {

struct Utf8Character {
    std::size_t size = 0;  ///< in bytes; 0: the text begins with no character
    char32_t code = 0;
    std::size_t broken = 0;  ///< if there is none: the bytes that one U+FFFD stands for
};

/// The character that `text` begins with, if it does: none that is cut short, longer than it has to
/// be, a surrogate, or beyond U+10FFFF. What is broken is as long as a character could still come
/// of it, at least a byte (the Unicode Standard, section 3.9: maximal subparts). `text` is not
/// empty.
Utf8Character first_character(std::string_view text);

/// True if every byte is below 0x80.
bool is_ascii(std::string_view bytes);

/// True if `bytes` is well-formed throughout.
bool is_utf8(std::string_view bytes);

}  // namespace common
