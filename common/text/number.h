/// Reads numbers as people write them on a command line: decimal, without sign or white space,
/// whatever the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace common {

/// The whole number in `text`; nothing if `text` is not one, or it does not fit.
std::optional<std::uint64_t> read_whole_number(std::string_view text);

/// The number >= 0 in `text`, such as `3`, `0.5` or `1e3`; nothing if `text` is not one, or it is
/// not finite.
std::optional<double> read_number(std::string_view text);

/// As `read_whole_number`, but throws std::invalid_argument, which says what is expected, if `text`
/// is not a whole number within [min, max].
std::uint64_t whole_number_between(std::string_view text, std::uint64_t min, std::uint64_t max);

/// As `read_number`, but throws std::invalid_argument, which says what is expected, if `text` is
/// not a number above 0.
double positive_number(std::string_view text);

}  // namespace common
