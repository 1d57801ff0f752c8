/// What can be drawn on the terminal that standard output is.
#pragma once

#include "game/terminal/terminfo.h"
#include "game/view/abilities.h"

namespace game::terminal {

/// The colours that the user wants (game(1), `--color`).
enum class Colors {
    none,
    few,   ///< the 16 that every terminal with colours has
    many,  ///< 256, if the terminal has them
};

struct Kind {
    Terminfo terminfo;
    view::Abilities abilities;
    bool has_color = true;
};

/// Finds out by TERM, and by the locale, which it sets for characters: curses needs it. Throws
/// common::UsageError if standard output is not a terminal, or not one with a whole screen.
Kind find_kind(Colors colors);

}  // namespace game::terminal
