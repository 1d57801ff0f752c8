/// How an operator's signals end a run, or a replay.
#pragma once

#include <vector>

namespace game {

/// The signals that stop us: SIGINT, SIGTERM and SIGHUP; not the last if it was ignored when we
/// were started, as by nohup(1).
std::vector<int> stop_signals();

/// Holds them back until `release_stop_signals`, so that none of them ends us between two steps
/// that belong together.
void hold_stop_signals();

/// Those that were held back arrive now.
void release_stop_signals();

}  // namespace game
