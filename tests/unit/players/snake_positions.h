/// Positions of snakes for tests.
#pragma once

#include "players/careful.h"
#include "players/snake_position.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A board of that size with these snakes; the first is the one that decides.
inline players::SnakePosition snakes_on(int size, std::vector<players::Snake> snakes) {
    players::SnakePosition position;
    position.board = {.width = size, .height = size};
    position.snakes = std::move(snakes);
    return position;
}

/// The letters of the steps that the first snake takes, with a hundred seeds, in the order of the
/// alphabet.
inline std::string steps(const players::SnakePosition& position) {
    std::set<char> taken;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        players::Random random(seed, 0);
        taken.insert(static_cast<char>(players::careful_step(position, 0, random)));
    }
    return {taken.begin(), taken.end()};
}

}  // namespace tests
