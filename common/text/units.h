/// Formats quantities in units that are easy to read.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace common {

/// With three to four digits: `0 s`, `<1 ms`, `12 ms`, `0.537 s`, `59.9 s`, `2 min 05 s`, `1 h 02
/// min`.
std::string in_time_units(std::chrono::nanoseconds duration);

/// In powers of 1024: `0 B`, `512 KiB`, `3.4 MiB`.
std::string in_byte_units(std::uint64_t bytes);

/// `1 worker`, `2 workers`; `many` is the word for all numbers but one.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace common
