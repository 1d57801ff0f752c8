/// Splitting a line into words as a shell does, and writing words as a shell would read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// Splits at white space, with quotes and backslashes as in POSIX's shell command language (section
/// 2.2), and without any expansion. None if a quote is not closed, or a backslash is the last byte.
std::optional<std::vector<std::string>> split_words(std::string_view text);

/// The opposite: a line that split_words splits into these words, with single quotes where needed.
std::string join_words(const std::vector<std::string>& words);

}  // namespace game
