/// Plays a scenario with two processes: this one, and the fork server, which starts the workers.
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
