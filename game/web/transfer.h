/// How much is written to a connection at a time.
#pragma once

#include <cstddef>

namespace game::web {

/// The most bytes of one write. What the kernel does not take of it is kept for the client.
inline constexpr std::size_t transfer_bytes = std::size_t{16} << 10U;

/// What one client is sent before the others get their turns.
inline constexpr std::size_t turn_bytes = std::size_t{512} << 10U;

}  // namespace game::web
