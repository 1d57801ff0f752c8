/// What a player's marks look like: a colour and a shape, so that they can be told apart by the
/// colour-blind and on paper.
#pragma once

#include "common/move.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace game {

/// So many looks; then they begin again. The first eight have colours and shapes of their own.
inline constexpr std::size_t player_looks = 64;

/// From the palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), with grey in place of
/// vermillion, which is too near to the red of failures.
std::string_view player_color(std::size_t player);

/// An SVG element, a shape around (0, 0) of `size` to each side in the player's colour.
std::string player_shape(std::size_t player, double size);

/// An SVG element, a line from (0, 0) to where the move goes, north up.
std::string direction_hand(common::Direction direction, double length);

}  // namespace game
