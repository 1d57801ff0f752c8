/// The parts of the picture of a run. Each function appends SVG elements.
#pragma once

#include "game/timeline/layout.h"
#include "game/timeline/timeline.h"

#include <string>

namespace game {

/// Definitions of what is drawn more than once: the marks of each player, for each direction if
/// they have hands.
void append_definitions(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The title, and facts about the run as a whole.
void append_header(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The players, and the meaning of bars and marks.
void append_legend(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                   const DrawnMoves& moves);

/// The clock's ticks, below the lanes, and faint lines through the lanes at the labelled ones.
void append_axis(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// Each worker's label, bar, and end.
void append_lanes(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The moves, above the lanes.
void append_moves(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                  const DrawnMoves& moves);

}  // namespace game
