/// Text for people: what came from outside made fit for one line of a message.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// True for an ASCII control character, line breaks and DEL included.
bool is_control(char c);

/// `text` between double quotes, for messages that say what was got.
std::string in_quotes(std::string_view text);

}  // namespace common
