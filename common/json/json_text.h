/// Reading JSON text (RFC 8259) into a value, or into the place and the kind of its first error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

namespace common {

/// A JSON value. One that `parse_json` made has all members of an object in file order, repeated
/// keys included. To look a key up finds the first member of that name.
using Json = nlohmann::ordered_json;

/// The deepest nesting of lists and objects that is read.
inline constexpr std::size_t max_json_depth = 64;

/// Why a text is not JSON that is read here, and where.
struct JsonProblem {
    std::size_t line;    ///< from 1
    std::size_t column;  ///< from 1, in characters
    std::string what;
    bool is_cut_short = false;  ///< the text ends before the value does
};

/// Reads a whole text, with or without a UTF-8 byte order mark. Throws nothing but std::bad_alloc,
/// whatever the text.
std::variant<Json, JsonProblem> parse_json(std::string_view text);

/// What kind of value it is, for messages: `a string`, `a list`.
std::string_view kind_of(const Json& value);

}  // namespace common
