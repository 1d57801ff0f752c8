/// What is wrong with a text that is not JSON, in words for the people who wrote it. The messages
/// of the JSON library name the rules of its grammar, and the place where it stopped rather than
/// the one where the error begins.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace common {

/// The first error in a text.
struct JsonError {
    /// Of the byte where it begins; the text's size if the text ends too early.
    std::size_t offset;
    std::string what;
};

/// What the parser was reading when it stopped.
enum class JsonContext {
    document,  ///< outside of all lists and objects
    list,
    object,  ///< its next key
    member,  ///< the value of a key
};

/// The error at which the library's parser stopped with `exception`, having read `position` bytes.
/// The end of the text counts as one byte.
JsonError json_error(std::string_view text, std::size_t position,
                     const nlohmann::json::exception& exception, JsonContext context);

/// The error in a text that nests lists and objects deeper than `depth`, and is JSON up to there.
JsonError nesting_error(std::string_view text, std::size_t depth);

}  // namespace common
