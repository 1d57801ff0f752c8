/// How long a snake can go on without hitting a body.
#pragma once

#include "players/snake_map.h"

#include <cstddef>

namespace players {

/// The longest path that was found for `snake` whose first step is `first`, in moves; the search
/// ends when it has found one of `wanted` moves, or has tried long enough. The path crosses neither
/// itself nor a body before that has moved on; food on it makes the snake longer.
int longest_path(const SnakeMap& map, std::size_t snake, Square first, int wanted);

}  // namespace players
