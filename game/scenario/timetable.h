/// What `--check` says of a scenario.
#pragma once

#include "game/scenario/scenario.h"

#include <string>

namespace game {

/// A table with a row an entry, in the order of their times, and a line with the totals.
std::string format_timetable(const Scenario& scenario);

}  // namespace game
