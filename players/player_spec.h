/// Who a player is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace players {

/// A player's name, how many moves it makes, and the longest time between two of them.
struct PlayerSpec {
    std::string name;          ///< as `common::is_player_name` allows
    std::uint64_t cycles = 0;  ///< how many moves
    double period = 0;         ///< seconds, finite and >= 0

    bool operator==(const PlayerSpec&) const = default;
};

/// Reads a player written as `NAME:CYCLESxPERIOD`, for example `zoe:5x0.3s`. The last `s` may be
/// left out. Throws std::invalid_argument, which says what is wrong.
PlayerSpec parse_player(std::string_view text);

/// The same for people, for example `zoe: 5x0.3s`.
std::string describe(const PlayerSpec& player);

}  // namespace players
