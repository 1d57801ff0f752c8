/// Parts of a scenario: each is run by a `game` of its own (game(1), --part).
#pragma once

#include "common/part.h"
#include "game/scenario/scenario.h"

namespace game {

/// Leaves only the workers of `part` in the script, with the numbers that they have in the whole:
/// those of the order of the script. An entry that has none is kept, with the count 0, for it can
/// be launched by a command. To be called once, for a scenario without a match.
void take_part(Scenario& scenario, const common::Part& part);

}  // namespace game
