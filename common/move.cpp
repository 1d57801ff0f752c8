#include "common/move.h"

#include "common/text/text.h"

#include <algorithm>

namespace common {

namespace {

bool is_space_or_control(char c) {
    return c == ' ' || is_control(c);
}

}  // namespace

bool is_player_name(std::string_view name) {
    return !name.empty() && name.size() <= max_player_name &&
           std::none_of(name.begin(), name.end(), is_space_or_control);
}

std::string format_move(Direction direction, std::string_view player) {
    std::string line;
    line.reserve(2 + player.size());
    line += static_cast<char>(direction);
    line += ' ';
    line += player;
    return line;
}

std::optional<Move> parse_move(std::string_view line) {
    constexpr std::string_view directions = "NESW";
    if (line.size() < 3 || line[1] != ' ' || directions.find(line[0]) == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view player = line.substr(2);
    if (!is_player_name(player)) return std::nullopt;
    return Move{static_cast<Direction>(line[0]), player};
}

}  // namespace common
