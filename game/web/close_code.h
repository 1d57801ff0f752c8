/// Why a WebSocket is closed: the codes that the server uses (RFC 6455, 7.4.1, and its registry).
#pragma once

#include <cstddef>
#include <string_view>

namespace game::web {

enum CloseCode : int {
    close_normal = 1000,
    close_going_away = 1001,
    close_unsupported = 1003,
    close_refused = 1008,  ///< the next attempt would end the same way
    close_too_big = 1009,
    close_restart = 1012,
    close_try_again = 1013,
};

/// The longest reason, in bytes.
inline constexpr std::size_t most_reason_bytes = 123;

/// The start of `reason` that is short enough, cut between characters.
std::string_view shorten_reason(std::string_view reason);

}  // namespace game::web
