/// Splits a line into words as a shell does, and joins words to a line that a shell reads back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace common {

/// Splits at white space. Quotes and backslashes work as in POSIX's shell command language (section
/// 2.2); nothing is expanded. None if a quote is not closed, or the last byte is a backslash.
std::optional<std::vector<std::string>> split_shell_words(std::string_view text);

/// The reverse: a line that split_shell_words splits into these words, with single quotes where
/// they are needed.
std::string join_shell_words(const std::vector<std::string>& words);

}  // namespace common
