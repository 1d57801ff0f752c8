/// How an operator's signals end a run, or a replay.
#pragma once

#include "common/async/async.h"
#include "game/reporters/outputs.h"

#include <chrono>
#include <vector>

namespace game {

/// How long those who are too slow to take our last words are waited for, once we must go.
inline constexpr std::chrono::milliseconds patience(1000);

/// The signals that stop us: SIGINT, SIGTERM and SIGHUP; not the last if it was ignored when we
/// were started, as by nohup(1).
std::vector<int> stop_signals();

/// Holds them back until `release_stop_signals`, so that none of them ends us between two steps
/// that belong together.
void hold_stop_signals();

/// Those that were held back arrive now.
void release_stop_signals();

/// What is left to do when an operator insists: gives up each output that is stuck for `patience`;
/// from the next signal on, after a tenth of that; with one more signal, all of them. Until it is
/// stopped; both must outlive it.
async::Task<void> give_up_outputs(async::SignalWatcher& signals, Outputs& outputs);

}  // namespace game
