/// Part: the K-th of N parts into which numbered things are divided.
#pragma once

#include <cstdint>
#include <string>

namespace common {

/// The most parts that there can be.
inline constexpr std::uint64_t max_parts = 1'000'000;

/// Number `i`, counted from 1, belongs to part (i - 1) mod N + 1. So each part has every N-th
/// number, and the parts differ by one number at most. A plain value.
struct Part {
    std::uint64_t index = 1;  ///< K, 1 to `count`
    std::uint64_t count = 1;  ///< N, 1 to `max_parts`

    bool operator==(const Part&) const = default;

    /// True if `number`, at least 1, is of this part.
    bool owns(std::uint64_t number) const { return (number - 1) % count == index - 1; }

    /// The first number of this part that is `number`, which is at least 1, or greater.
    std::uint64_t first_from(std::uint64_t number) const {
        const std::uint64_t passed = (number - 1) % count;
        return number + (index - 1 + count - passed) % count;
    }

    /// How many of the `size` numbers from `first` on are of this part.
    std::uint64_t share(std::uint64_t first, std::uint64_t size) const {
        const std::uint64_t skipped = first_from(first) - first;
        return skipped < size ? (size - skipped - 1) / count + 1 : 0;
    }

    /// As it is written: `2/3`.
    std::string text() const;
};

/// Reads `K/N`, such as `2/3`. Throws std::invalid_argument, whose message says what is expected.
Part read_part(const std::string& text);

}  // namespace common
