/// From text to a JSON value, with nothing lost on the way that a message about it could need.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

namespace game {

/// A JSON value. One that `parse_json` made holds every member of an object in file order, a
/// repeated key's each time; so walk its members, do not look keys up.
using Json = nlohmann::ordered_json;

/// The deepest nesting of lists and objects that is read.
inline constexpr std::size_t max_json_depth = 64;

/// Why a text is not JSON that we read, and where: both counted from 1, columns in characters.
struct JsonTextProblem {
    std::size_t line;
    std::size_t column;
    std::string what;
};

/// Reads a whole text, with or without a UTF-8 byte order mark. Throws nothing but std::bad_alloc,
/// whatever the text.
std::variant<Json, JsonTextProblem> parse_json(std::string_view text);

}  // namespace game
