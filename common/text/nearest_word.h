/// Finding the word that was probably meant.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace common {

/// The word of `known`, which is not empty, that is most like `unknown`; the first of several. It
/// is the one with the smallest edit distance, where each letter of a common beginning counts as
/// one less (so that `environment` means `env`).
std::string_view nearest_word(std::string_view unknown, const std::vector<std::string_view>& known);

/// The same, if it is so like `unknown` that it was probably meant: one begins with the other, or
/// not much more than a third of the letters differ. None for an empty word.
std::optional<std::string_view> probable_word(std::string_view unknown,
                                              const std::vector<std::string_view>& known);

}  // namespace common
