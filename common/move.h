/// A move: one direction event of one player. Its text, `N john`, is all that `players` and `game`
/// share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace common {

/// The letters are the wire format.
enum class Direction : char { north = 'N', east = 'E', south = 'S', west = 'W' };

/// The longest name of a player, in bytes.
inline constexpr std::size_t max_player_name = 64;

/// True if `name` may be a player's: 1 to `max_player_name` bytes with no white space and no
/// control character.
bool is_player_name(std::string_view name);

/// The line that announces a move, `DIRECTION NAME`, without a newline.
std::string format_move(Direction direction, std::string_view player);

/// A move as it was read; `player` points into the line that it was read from.
struct Move {
    Direction direction;
    std::string_view player;

    bool operator==(const Move&) const = default;
};

/// Reads a line (without its newline); nothing if the line is not exactly a move.
std::optional<Move> parse_move(std::string_view line);

}  // namespace common
