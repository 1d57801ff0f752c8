/// The looks of the players' marks: a colour and a shape each, so that colour-blind people can tell
/// them apart, also on paper.
#pragma once

#include "common/move.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace game {

/// How many looks there are; further players begin again with the first. The first eight have
/// colours of their own.
inline constexpr std::size_t player_looks = 32;

/// A colour from the palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), with grey in
/// place of vermillion, which is too near to the red of failures, and purple in place of black,
/// which cannot be seen on a dark page.
std::string_view player_color(std::size_t player);

/// An SVG element: a shape in the player's colour, of `size` to each side of (0, 0).
std::string player_shape(std::size_t player, double size);

/// An SVG element: a pointer from (0, 0) in the direction of the move, north up.
std::string direction_hand(common::Direction direction, double length);

}  // namespace game
