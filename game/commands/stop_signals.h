/// The signals that stop a run or a replay, and holding them back.
#pragma once

#include <vector>

namespace game {

/// SIGINT, SIGTERM and SIGHUP, without those that were ignored when the program started: these stay
/// ignored, as nohup(1) and a shell's background jobs want it.
std::vector<int> stop_signals();

/// Holds them back until `release_stop_signals`, so that none of them ends the process between two
/// steps that belong together.
void hold_stop_signals();

/// Those that were held back arrive now.
void release_stop_signals();

}  // namespace game
