/// The width of a text on a terminal, where each character takes whole cells.
#pragma once

#include <cstddef>
#include <string_view>

namespace common {

/// The start of a text that is shown in cells of its own: a character with all that combines with
/// it. An emoji can be several characters: a flag, a family, a hand with the colour of its skin.
struct Cluster {
    std::size_t size;     ///< in bytes, at least 1
    std::size_t columns;  ///< 0 to 2
};

/// The first cluster of `text`, which is not empty. Its columns are those of its first character,
/// by Unicode's East Asian Width: two for a Chinese one, none for an accent without a letter. A
/// byte that is not UTF-8, or a control character, takes one. An emoji of several characters takes
/// two, which is what it needs to be seen whole. The locale plays no part.
Cluster first_cluster(std::string_view text);

/// False if terminals do not agree how many columns a cluster takes: many draw each character of an
/// emoji beside the one before, and old ones do not know the new ones.
bool has_certain_width(std::string_view cluster);

/// How many columns `text` takes: the sum of those of its clusters.
std::size_t display_width(std::string_view text);

/// The longest start of `text`, in whole clusters, that takes at most `columns`.
std::string_view start_of_width(std::string_view text, std::size_t columns);

}  // namespace common
