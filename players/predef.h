/// The predefs: the four predefined pairs of players.
#pragma once

#include "players/player_spec.h"

#include <string>
#include <vector>

namespace players {

inline constexpr int first_predef = 1;
inline constexpr int last_predef = 4;

/// The players of predef `number`, which is `first_predef` to `last_predef`; throws
/// std::out_of_range otherwise.
std::vector<PlayerSpec> predef(int number);

/// All predefs for people, a line each: `predefined 1: [Players john: 3x0.8s + mary: 7x0.4s]`.
std::string list_predefs();

}  // namespace players
