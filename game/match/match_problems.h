/// What is wrong with the match of a scenario, beyond what its reader can know.
#pragma once

#include "game/scenario/scenario.h"

#include <string>
#include <vector>

namespace game {

/// The messages, in the form of those of read_scenario: settings and start state that the built-in
/// rules do not take. Empty if there are none, or no match.
std::vector<std::string> find_match_problems(const Scenario& scenario);

}  // namespace game
