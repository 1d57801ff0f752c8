/// A position of the rules `snake`, as a player sees it (game-match(5)).
#pragma once

#include "players/board.h"

#include <string>
#include <vector>

namespace players {

/// A living snake.
struct Snake {
    std::string name;
    int health = 100;
    std::vector<Square> body;  ///< the head first; at least one; may hold a square often

    Square head() const { return body.front(); }
};

/// All that a decision depends on. Squares of food and hazards may be there twice; squares that are
/// not on the board have no effect.
struct SnakePosition {
    Board board;
    bool grows_always = false;  ///< constrictor
    int hazard_damage = 0;      ///< negative: hazards heal
    std::vector<Square> food;
    std::vector<Square> hazards;
    std::vector<Snake> snakes;  ///< the living ones
};

}  // namespace players
