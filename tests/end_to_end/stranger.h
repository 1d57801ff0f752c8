/// A user who is nobody else's.
#pragma once

#include "tests/end_to_end/match.h"

namespace tests {

/// Has `match` be played by a user with no processes but those of this test, started by `launcher`.
/// False, and says so, unless we are root, who alone can become somebody else, and the stranger can
/// reach our programs.
bool let_stranger_play(Match& match, const Words& launcher = {});

}  // namespace tests
