/// The fork server's own process: serve_forks, and ForkServerProcess, which starts it and waits for
/// its end.
#pragma once

#include "common/io/forked_process.h"
#include "common/io/process.h"
#include "game/launch/fork_messages.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace game {

/// Returns how worker number `worker` of entry number `entry` is started; called in the fork
/// server's process, on any thread. May throw std::system_error.
using MakeOptions = std::function<async::ProcessOptions(std::size_t entry, std::uint64_t worker)>;

/// Returns what a process does in place of running a program, if `words`, the program and its
/// arguments, are a command that this program can do in a fork of itself; otherwise nothing. Called
/// there as well.
///
/// Such a process has to end all that it has started before it ends itself. If it was killed, the
/// fork server does so in its place.
using FindBody = std::function<async::ProcessBody(const std::vector<std::string>& words)>;

/// What makes a process of a request.
struct ProcessMaker {
    MakeOptions make_options;
    FindBody find_body = nullptr;  ///< null: all run programs
};

/// A fork of this process. Signals to the whole job are held back until the child, which they would
/// end, ignores them (see serve_forks); in the child they stay so. Throws std::system_error.
pid_t fork_sheltered();

/// Serves the other ends of the sockets in this process, a fork of `game` with all signals blocked:
/// starts what is asked for, and reports the ends. When `game` closes its ends, which also happens
/// when `game`, process `game`, is killed, it ends every descendant. Returns the exit code.
///
/// The workers are this process' children, and their orphans fall to it: when `game` is killed
/// outright, this process still knows them all. It also holds the numbers of the workers: a worker
/// that has ended stays a zombie until `game` releases it, so no signal of `game` can reach another
/// process. Its memory and its table of descriptors stay small, so that starting a process stays
/// cheap however many run.
int serve_forks(ForkSockets sockets, const ProcessMaker& maker, pid_t game);

/// The fork server as a child process of `game`, which waits for its end. Owned by `game`'s main
/// function.
class ForkServerProcess {
  public:
    explicit ForkServerProcess(pid_t pid) : pid_(pid) {}
    ForkServerProcess(const ForkServerProcess&) = delete;
    ForkServerProcess& operator=(const ForkServerProcess&) = delete;
    ~ForkServerProcess() { wait(); }

    /// Waits until it has cleared up and ended, once its sockets are closed, but no longer than
    /// that may take; clears up in its place if it has not. False if something went wrong, which
    /// was reported on standard error then. Only the first call does something.
    bool wait();

  private:
    pid_t pid_;  ///< 0 once it has been waited for
};

/// Kills every descendant of this process, and says on standard error what cannot be killed. For a
/// process that starts workers without a fork server.
void kill_leftovers();

}  // namespace game
