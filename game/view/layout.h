/// Makes the screen of what is known.
#pragma once

#include "game/view/abilities.h"
#include "game/view/model.h"
#include "game/view/screen.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace game::view {

/// The same model, size and abilities give the same screen. Any size will do; what does not fit is
/// left out.
Screen lay_out(const Model& model, Size size, const Abilities& abilities);

/// How much that screen shows of what the keys scroll, which Page-Up goes back by: lines of output,
/// players of the standings, or entries of the help.
std::size_t page_of(const Model& model, Size size, const Abilities& abilities);

/// The workers of which that screen shows time and memory, which somebody has to measure.
std::vector<std::uint64_t> shown_workers(const Model& model, Size size, const Abilities& abilities);

}  // namespace game::view
