/// serve: what the fork server does between its start and its end.
#pragma once

#include "game/launch/fork_messages.h"
#include "game/launch/fork_server_process.h"

#include <exception>

namespace game {

/// What is known when the service has ended.
struct ServiceOutcome {
    bool is_finished = false;    ///< the run was over; `game` did not just go
    bool is_blocked = false;     ///< a thread is: the process has to end by _exit
    std::exception_ptr failure;  ///< what ended the service, if that was an error
};

/// Starts what `game` asks for, and reports the ends, until `game` closes its ends of the sockets.
/// What it has started may live then. Runs a loop of its own. SIGCHLD must be blocked. Throws
/// std::system_error if it cannot begin.
ServiceOutcome serve(ForkSockets sockets, const ProcessMaker& maker);

}  // namespace game
