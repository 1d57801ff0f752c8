/// The picture of a run, as SVG that needs nothing but a browser (game(1)).
#pragma once

#include "game/timeline/timeline.h"

#include <string>

namespace game {

/// A whole SVG document in UTF-8, at most some MB for any run (see TimelineLimits).
std::string draw_timeline(const Timeline& timeline);

}  // namespace game
