/// Fragment: a part of a message.
#pragma once

#include <cstddef>

namespace game::web {

/// A part of a message, which becomes a frame of WebSocket (RFC 6455, 5.4).
struct Fragment {
    std::size_t size = 0;
    bool is_first = false;
    bool is_last = false;
};

}  // namespace game::web
