/// How wide a terminal is.
#pragma once

#include <cstddef>
#include <optional>

namespace game {

/// The columns of the terminal behind `descriptor` as they are now; none if it is no terminal, or
/// one that does not know.
std::optional<std::size_t> terminal_width(int descriptor);

}  // namespace game
