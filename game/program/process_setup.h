/// What this process needs from the system before it does anything, and how it ends.
#pragma once

#include <functional>

namespace game {

/// The parent process may have blocked or ignored what we depend on.
void set_signal_actions();

/// Says that there is no memory, without any. Returns the exit code.
int report_no_memory();

/// Runs it, and returns its exit code; says on standard error what it throws, and returns the exit
/// code of that.
int end_with_message(const std::function<int()>& run);

/// Ends this process by `signal`, by which the run was stopped: then a shell ends the loop in which
/// it runs us, as it does not when a program only exits. Returns if that is not possible: the first
/// process of a container does not die of a signal that it sends itself.
void end_by(int signal);

}  // namespace game
