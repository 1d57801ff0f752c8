/// The careful player of `snake`: what it does in a position. Pure functions, without memory;
/// chance comes in from outside.
///
/// The player looks at the (at most four) squares that it can step on. A step that kills is only
/// taken if all do. For each other step it estimates the chance to survive: is there room for its
/// body, can a head that is at least as long meet it, how much do hazards hurt, is food near
/// enough. It also likes squares that it reaches before others do; and food, if it is hungry or not
/// the longest. Of steps that are worth the same it draws one.
#pragma once

#include "players/random.h"
#include "players/snake_map.h"
#include "players/snake_position.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace players {

/// What becomes of a snake with its next move, whatever the others do.
enum class Fate : std::uint8_t {
    lives,
    hits_other,  ///< another's body; that snake may be eliminated in the same turn and be gone
    dies,        ///< leaves the board, hits itself, or has no health left
};

/// What a step leads to.
struct Outlook {
    Direction direction = Direction::north;
    Fate fate = Fate::dies;
    Square square;   ///< if it lives: where its head is then
    int health = 0;  ///< if it lives: after the step, and after food
    int growth = 0;  ///< if it lives: by food
};

Outlook look_at(const SnakeMap& map, std::size_t snake, Direction direction);

/// The risk, per mille, to meet a head there that is at least as long.
int head_risk(const SnakeMap& map, std::size_t snake, Square square);

/// What the snake of that index does. It is living, and `position` has its body on the board.
Direction careful_step(const SnakePosition& position, std::size_t snake, Random& random);

}  // namespace players
