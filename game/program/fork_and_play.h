/// This room has what belongs to the process of `game`, and would be in the way of a test that
/// links it.
///
/// process_setup.h is what the process needs from the system before it does anything, and how it
/// ends. fork_and_play, here, plays a scenario with two processes: this one, and the fork server,
/// which starts the workers.
///
/// The room may use play, launch, commands, reporters and scenario; main uses it.
#pragma once

#include "game/commands/control_access.h"
#include "game/launch/launch_plan.h"
#include "game/play/game.h"

#include <filesystem>
#include <optional>

namespace game {

/// The control socket that is wanted.
struct ControlPlace {
    std::filesystem::path path;
    ControlAccess access;
};

/// Forks the fork server while this process is still small, then plays. Returns in both processes,
/// with the result of each. Throws std::system_error, and what Game throws.
GameResult fork_and_play(LaunchPlan& plan, const GameSettings& settings,
                         const std::optional<ControlPlace>& control);

}  // namespace game
