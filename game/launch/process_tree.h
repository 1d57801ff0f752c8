/// Leaving nobody behind.
#pragma once

#include "common/async/time.h"

namespace game {

/// Makes this process the one that its descendants fall to when their parents die, in place of init
/// (prctl(2), PR_SET_CHILD_SUBREAPER). So they all stay below it, whatever they do.
void adopt_orphans();

/// Kills every descendant of this process, in whatever group or session, and waits until they are
/// gone, but no longer than `patience`. Only after `adopt_orphans` is none missed.
void kill_descendants(async::Duration patience);

}  // namespace game
