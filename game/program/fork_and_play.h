/// This room has what belongs to the process of `game`, and would be in the way of a test that
/// links it.
///
/// process_setup.h is what the process needs from the system before it does anything, and how it
/// ends. fork_and_play, here, plays a scenario with two processes: this one, and the fork server,
/// which starts the workers; or in this one alone.
///
/// The room may use play, launch, commands, reporters and scenario; main uses it.
#pragma once

#include "game/commands/control_access.h"
#include "game/launch/fork_server_process.h"
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

/// Forks the fork server, which gets `find_body`, while this process is still small, then plays.
/// Returns in both processes, with the result of each. Throws std::system_error, and what Game
/// throws.
GameResult fork_and_play(LaunchPlan& plan, const GameSettings& settings,
                         const std::optional<ControlPlace>& control, const FindBody& find_body);

/// Plays in this process alone, whose children the workers are. For a process that is a child of a
/// fork server: if it is killed, that one ends what it has left behind. Otherwise the caller has to
/// (kill_leftovers), however this returns. No outputs but a log, and no hosts. Throws as above.
GameResult play_below_fork_server(LaunchPlan& plan, const GameSettings& settings);

}  // namespace game
