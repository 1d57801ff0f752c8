/// `game ctl`: the client of the control socket (game-ctl(1)).
#pragma once

namespace game {

/// Runs the client. `argv[0]` is `ctl`; options, the socket and the command follow. Returns the
/// exit code. Prints its own errors; blocks.
int run_ctl(int argc, const char* const* argv);

}  // namespace game
