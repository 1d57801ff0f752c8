/// Settings and states of `paint` as JSON.
#pragma once

#include "game/rules/paint.h"
#include "game/rules/problems.h"
#include "game/rules/rules.h"

#include <string>

namespace game::rules {

/// Reads the settings of a set-up, with defaults for what is not there.
PaintSettings read_paint_settings(const Setup& setup, Problems& problems);

/// Reads the initial state, which must be there. The size of its board becomes that of the
/// settings.
PaintState read_paint_state(const Setup& setup, PaintSettings& settings, Problems& problems);

void append_paint_settings(std::string& out, const PaintSettings& settings);

void append_paint_state(std::string& out, const PaintState& state);

/// The cells as in the state, with `@` where a player is.
void append_paint_rows(std::string& out, const PaintState& state);

}  // namespace game::rules
