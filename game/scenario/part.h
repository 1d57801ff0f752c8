/// Parts of a scenario: each is run by a `game` of its own (game(1), --part).
#pragma once

#include "common/part.h"
#include "game/scenario/scenario.h"

#include <filesystem>

namespace game {

/// Where part `part` of a tournament writes its results: `league.2-of-3.ndjson` for
/// `league.ndjson`.
std::filesystem::path results_of_part(const std::filesystem::path& results,
                                      const common::Part& part);

/// Leaves only the workers of `part` in the script, with the numbers that they have in the whole:
/// those of the order of the script. An entry that has none is kept, with the count 0, for it can
/// be launched by a command. A tournament gets results of its own. To be called once, for a
/// scenario that is not one match.
void take_part(Scenario& scenario, const common::Part& part);

}  // namespace game
