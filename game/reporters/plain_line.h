/// The way of most bytes: a worker's line as it is, without colour, escapes or time.
#pragma once

#include "game/events/events.h"
#include "game/output/output.h"

namespace game {

/// Appends the line part by part, with no formatting and no memory of its own. In a file of its own
/// since in a larger one g++ inlines none of the appending, which takes half as long again.
void write_plain_line(Output& output, const LineEvent& event);

}  // namespace game
