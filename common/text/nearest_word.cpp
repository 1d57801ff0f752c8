#include "common/text/nearest_word.h"

#include <algorithm>
#include <numeric>

namespace common {

namespace {

/// A word that is much longer is like none. Bounds the time for huge words.
constexpr std::size_t longest_compared = 64;

/// The Levenshtein distance.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    // distances[j]: from what was looked at of `from` to the first j letters of `to`.
    std::vector<std::size_t> distances(to.size() + 1);
    std::iota(distances.begin(), distances.end(), std::size_t{0});
    for (const char letter : from) {
        std::size_t diagonal = distances[0]++;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (letter == to[j] ? 0 : 1);
            diagonal = distances[j + 1];
            distances[j + 1] = std::min({replaced, diagonal + 1, distances[j] + 1});
        }
    }
    return distances.back();
}

}  // namespace

std::string_view nearest_word(std::string_view unknown,
                              const std::vector<std::string_view>& known) {
    unknown = unknown.substr(0, longest_compared);
    const auto difference = [unknown](std::string_view word) {
        const auto beginning = std::ranges::mismatch(unknown, word).in1 - unknown.begin();
        return static_cast<std::ptrdiff_t>(edit_distance(unknown, word)) - beginning;
    };
    return *std::ranges::min_element(known, {}, difference);
}

std::optional<std::string_view> probable_word(std::string_view unknown,
                                              const std::vector<std::string_view>& known) {
    if (unknown.empty() || unknown.size() > longest_compared) return std::nullopt;
    const std::string_view nearest = nearest_word(unknown, known);
    const std::size_t most_different = 1 + std::min(unknown.size(), nearest.size()) / 3;
    const bool is_near = nearest.starts_with(unknown) || unknown.starts_with(nearest) ||
                         edit_distance(unknown, nearest) <= most_different;
    if (!is_near) return std::nullopt;
    return nearest;
}

}  // namespace common
