/// A user of whom no other processes run.
#pragma once

#include "tests/end_to_end/match.h"

namespace tests {

/// Has `match` be played by a user with no processes but those of this test, started by `launcher`,
/// with copies of the programs in the match's folder: the user may have no access to the build
/// folder. False, and skips the test, unless we are a root that may become another user.
bool let_stranger_play(Match& match, const Words& launcher = {});

}  // namespace tests
