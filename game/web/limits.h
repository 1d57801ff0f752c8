/// How much is read and written at a time.
#pragma once

#include <cstddef>

namespace game::web {

/// The longest line of the input. A referee's message may have 16 MiB, and is several times in its
/// event.
inline constexpr std::size_t most_line_bytes = std::size_t{64} << 20U;

/// The longest message of a client, in bytes.
inline constexpr std::size_t most_received_bytes = 4096;

/// The most bytes of one write. What the kernel does not take of it is kept for the client.
inline constexpr std::size_t transfer_bytes = std::size_t{16} << 10U;

/// What one client is sent before the others get their turns.
inline constexpr std::size_t turn_bytes = std::size_t{512} << 10U;

}  // namespace game::web
