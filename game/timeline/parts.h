/// The parts of the picture of a run. Each function appends SVG elements.
#pragma once

#include "game/timeline/layout.h"
#include "game/timeline/timeline.h"

#include <string>

namespace game {

/// All marks as they are drawn.
struct DrawnMarks {
    Timeline::Marks moves;
    Timeline::Marks other_lines;
};
DrawnMarks marks_to_draw(const Timeline& timeline, const TimelineLayout& layout);

/// Definitions of what is drawn more than once: the marks of each player, for each direction if
/// they have hands.
void append_definitions(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The title, and facts about the run as a whole.
void append_header(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The players, and the meaning of bars and marks.
void append_legend(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                   const DrawnMarks& marks);

/// The clock's ticks, below the lanes, and faint lines through the lanes at the labelled ones.
void append_axis(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// Each worker's label, bar, and end.
void append_lanes(std::string& svg, const Timeline& timeline, const TimelineLayout& layout);

/// The moves and the other lines, above the lanes.
void append_marks(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                  const DrawnMarks& marks);

}  // namespace game
