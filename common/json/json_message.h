/// How messages speak of JSON values. What they show has no control character and a bounded length,
/// whatever the file holds.
#pragma once

#include "common/json/json_text.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace game {

/// The first `size` bytes of `text` at most, fewer rather than a part of a UTF-8 character.
std::string_view utf8_prefix(std::string_view text, std::size_t size);

/// `text`, cut after `size` bytes at most, with `...` behind it then.
std::string shortened(std::string_view text, std::size_t size);

/// What kind of value it is: `a string`, `a list`.
std::string_view kind_of(const Json& value);

/// A number as JSON has it: `7`, `0.5`, `1e+300`.
std::string number_text(const Json& number);

}  // namespace game
