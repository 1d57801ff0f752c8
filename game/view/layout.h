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

/// How many lines of output that screen has room for: what Page-Up goes back by.
std::size_t lines_per_page(const Model& model, Size size, const Abilities& abilities);

/// The workers of which that screen shows time and memory, which somebody has to measure.
std::vector<std::uint64_t> shown_workers(const Model& model, Size size, const Abilities& abilities);

}  // namespace game::view
