/// The processes below this one, which adopts the orphans among them.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace faults {

/// All of them, as long as nothing starts or ends meanwhile.
std::vector<pid_t> descendants();

/// Its id, state and command line, on one line.
std::string describe_process(pid_t pid);

/// Sends SIGKILL to each of them. What starts meanwhile is missed: call it again.
void kill_descendants();

}  // namespace faults
