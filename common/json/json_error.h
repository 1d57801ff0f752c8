/// What is wrong with a text that is not JSON, in our words: the parser's library tells its own
/// grammar's, and where it stopped rather than where the mistake begins.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace game {

/// The first mistake in a text.
struct JsonMistake {
    /// Of the byte where it begins; the text's size if the text ends too early.
    std::size_t offset;
    std::string what;
};

/// Where the parser was when it gave up.
enum class JsonSurroundings {
    whole_text,  ///< outside of every list and object
    list,
    object,  ///< with no key waiting for its value
    member,  ///< in an object, behind a key
};

/// The mistake at which the library's parser gave up with `error`, having read `position` bytes,
/// where the end of the text counts as one.
JsonMistake json_mistake(std::string_view text, std::size_t position,
                         const nlohmann::detail::exception& error, JsonSurroundings surroundings);

/// The mistake in a text that goes deeper than `depth` lists and objects, and is JSON up to there.
JsonMistake too_deep_mistake(std::string_view text, std::size_t depth);

}  // namespace game
