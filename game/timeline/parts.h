/// The parts of the picture of a run, as SVG elements. Each appends its own; all take the same.
#pragma once

#include "game/timeline/layout.h"
#include "game/timeline/timeline.h"

#include <string>

namespace game {

/// What is drawn more than once: the marks of each player, in each direction where they show it.
void append_definitions(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The title, and what there is to say about the run as a whole.
void append_header(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// Who the players are, and what bars and marks mean.
void append_legend(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The clock's ticks, below the lanes, and faint lines through the lanes at the labelled ones.
void append_axis(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// Each worker's label, bar, and end.
void append_lanes(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The moves, above the lanes.
void append_moves(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

}  // namespace game
