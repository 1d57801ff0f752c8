/// The standings as an SVG picture.
#pragma once

#include "game/tournament/standings.h"

#include <string>

namespace game::tournament {

/// A row for each player: rank, name, points, and the rating with its interval on a common axis. It
/// needs nothing from elsewhere, and suits light and dark pages.
std::string draw_standings(const Standings& standings);

}  // namespace game::tournament
