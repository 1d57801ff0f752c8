/// The standings of a tournament, as a table for people.
#pragma once

#include "game/events/tournament_events.h"
#include "game/reporters/text_style.h"

#include <string>
#include <vector>

namespace game {

/// Lines without newlines: how many matches count, a row for each player, and why some have no
/// rating or no interval. A figure that is undefined is `-`. `is_part`: they are of one part only
/// (--part).
std::vector<std::string> standings_lines(const StandingsEvent& event, const TextStyle& style,
                                         bool is_part = false);

}  // namespace game
