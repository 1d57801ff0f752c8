/// Numbers as people write them on a command line: plain, in decimal, without sign or white space.
/// The locale plays no part.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace common {

/// The whole number that `text` is; nothing if it is none, or does not fit.
std::optional<std::uint64_t> read_whole_number(std::string_view text);

/// The number >= 0 that `text` is, such as `3`, `0.5` or `1e3`; nothing if it is none, or not
/// finite.
std::optional<double> read_number(std::string_view text);

/// As `read_whole_number`; throws std::invalid_argument, which says what `text` had to be, if the
/// number is none or not within [min, max].
std::uint64_t whole_number_between(std::string_view text, std::uint64_t min, std::uint64_t max);

/// As `read_number`; throws std::invalid_argument, which says what `text` had to be, if the number
/// is none or 0.
double positive_number(std::string_view text);

}  // namespace common
