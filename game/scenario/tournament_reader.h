/// The keys of a scenario that belong to its tournament.
#pragma once

#include "common/json/json_text.h"
#include "game/scenario/problems.h"
#include "game/scenario/scenario.h"
#include "game/scenario/tournament.h"

#include <filesystem>
#include <optional>

namespace game {

/// Reads the value of `tournament`. Relative paths count from `folder`. Returns nothing, or a
/// tournament that cannot be used, if it has added to the problems.
std::optional<TournamentSettings> read_tournament(const common::Json& value,
                                                  const std::filesystem::path& folder,
                                                  ScenarioProblems& problems);

/// What the other keys of a scenario with a tournament must be.
void check_tournament(const Scenario& scenario, ScenarioProblems& problems);

}  // namespace game
