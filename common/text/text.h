/// Helpers for text in messages.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// True for an ASCII control character, line breaks and DEL included.
bool is_control(char c);

/// `text` between double quotes, to cite it in a message.
std::string in_quotes(std::string_view text);

}  // namespace common
