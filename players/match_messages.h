/// The messages that a worker gets in a match (game-match(5)), as far as a player needs them.
#pragma once

#include "players/canvas.h"
#include "players/snake_position.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace players {

/// What the settings of a match say about its board.
struct MatchRules {
    bool wraps = false;         ///< the board
    bool grows_always = false;  ///< constrictor
    int hazard_damage = 0;
};

struct Hello {
    std::vector<std::string> players;
    std::optional<std::uint64_t> seed;
    MatchRules rules;
};

struct Turn {
    std::uint64_t turn = 0;
    std::vector<std::string> ask;
    std::variant<std::monostate, SnakePosition, Canvas> position;  ///< none: of unknown rules
};

/// `std::monostate`: a message that needs no answer, of whatever type.
using Message = std::variant<std::monostate, Hello, Turn>;

/// The largest width and height of a board that is played.
inline constexpr int max_board_size = 1000;

/// Reads a line; `rules` are those of the latest `hello`. Throws std::invalid_argument, which says
/// what is wrong, if the line is no message.
Message read_message(std::string_view line, const MatchRules& rules);

}  // namespace players
