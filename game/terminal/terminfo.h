/// What terminfo(5) knows of a kind of terminal.
#pragma once

#include "game/view/keys.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace game::terminal {

struct Terminfo {
    std::string type;  ///< the entry's name, as TERM has it
    int colors = 0;    ///< how many; 0: none
    bool can_place_cursor = false;
    std::string keypad_on;   ///< written before keys are read, so that they send what `keys` says
    std::string keypad_off;  ///< the opposite
    std::string reset;       ///< gives the normal screen, the cursor and the plain style back
    std::vector<std::pair<std::string, view::KeyName>> keys;  ///< what special keys send
};

/// None if there is no such entry.
std::optional<Terminfo> find_terminfo(const std::string& type);

}  // namespace game::terminal
