/// Between which bounds the numbers of a scenario lie, and those of the options that win over it.
#pragma once

#include <cstdint>

namespace game {

/// Which numbers will do, both ends included.
struct NumberRange {
    std::uint64_t min;
    std::uint64_t max;
};

inline constexpr NumberRange seconds_range = {0, 1'000'000'000};
inline constexpr NumberRange predef_range = {1, 4};
inline constexpr NumberRange count_range = {1, 100'000};
inline constexpr NumberRange max_running_range = {1, 1'000'000'000};

}  // namespace game
