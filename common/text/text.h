/// Helpers for text in messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace common {

/// True for an ASCII control character, line breaks and DEL included.
bool is_control(char c);

/// `text` between double quotes, to cite it in a message.
std::string in_quotes(std::string_view text);

/// The first `size` bytes of `text` at most, fewer rather than a part of a UTF-8 character.
std::string_view utf8_prefix(std::string_view text, std::size_t size);

/// `text`, cut after `size` bytes at most, with `...` behind it then.
std::string shortened(std::string_view text, std::size_t size);

}  // namespace common
