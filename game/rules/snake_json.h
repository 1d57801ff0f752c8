/// Settings and states of `snake` as JSON.
#pragma once

#include "game/rules/problems.h"
#include "game/rules/rules.h"
#include "game/rules/snake.h"

#include <string>

namespace game::rules {

/// Reads the settings of a set-up, with defaults for what is not there.
SnakeSettings read_snake_settings(const Setup& setup, Problems& problems);

/// Reads the initial state, which must be there. The size of its board becomes that of the
/// settings.
SnakeState read_snake_state(const Setup& setup, SnakeSettings& settings, Problems& problems);

void append_snake_settings(std::string& out, const SnakeSettings& settings);

void append_snake_state(std::string& out, const SnakeState& state);

/// The board as strings, north first. `.` is an empty square, `*` food and `#` a hazard; the first
/// snake has the head `A` and the body `a`, the second `B` and `b`, and after `Z` comes `A` again.
/// Snakes hide food, food hides hazards, heads hide bodies, and eliminated snakes are not shown.
void append_snake_rows(std::string& out, const SnakeState& state);

}  // namespace game::rules
