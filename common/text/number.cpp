#include "common/text/number.h"

#include "common/text/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

namespace common {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// True if `text` is a whole number of any sign and size.
bool looks_whole(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Reads all of `text` with std::from_chars.
template <class Number>
std::optional<Number> read_all(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const std::from_chars_result result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return number;
}

}  // namespace

std::optional<std::uint64_t> read_whole_number(std::string_view text) {
    return read_all<std::uint64_t>(text);
}

std::optional<double> read_number(std::string_view text) {
    if (text.starts_with('-')) return std::nullopt;
    const std::optional<double> number = read_all<double>(text);
    if (!number || !std::isfinite(*number)) return std::nullopt;
    return number;
}

std::uint64_t whole_number_between(std::string_view text, std::uint64_t min, std::uint64_t max) {
    const std::optional<std::uint64_t> number = read_whole_number(text);
    if (number && *number >= min && *number <= max) return *number;
    if (looks_whole(text)) {
        throw std::invalid_argument(fmt::format("{} is not between {} and {}", text, min, max));
    }
    throw std::invalid_argument(
        fmt::format("{} is not a whole number between {} and {}", in_quotes(text), min, max));
}

double positive_number(std::string_view text) {
    const std::optional<double> number = read_number(text);
    if (!number || *number == 0) {
        throw std::invalid_argument(in_quotes(text) + " is not a finite number above 0");
    }
    return *number;
}

}  // namespace common
