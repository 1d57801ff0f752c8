/// fork_to_run: a child that is a copy of this process, and does something else from there on.
#pragma once

#include "common/io/process.h"

#include <functional>

#include <sys/types.h>

namespace async {

/// What a forked child does. Its result is the exit code. Must not throw.
using ProcessBody = std::function<int()>;

/// As `spawn`, but runs `body` in place of a program, which saves all that a program needs to be
/// loaded and to begin. The child ends without running what the process has registered for its
/// exit.
///
/// The child has the memory of this process and only the calling thread, so what other threads were
/// at is left as it was: `body` must use nothing that they use, but for the C library and libuv,
/// which are prepared for that. The program and the arguments of the options are not used, and the
/// strings of the environment become the child's. May be called on any thread, on whose stack
/// `body` runs. Throws std::system_error.
pid_t fork_to_run(const ProcessOptions& options, const ProcessBody& body);

}  // namespace async
