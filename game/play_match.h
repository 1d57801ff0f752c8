/// The process of one match of a tournament.
#pragma once

#include "game/launch/fork_server_process.h"

namespace game {

/// Reads a request from standard input, plays the match, and writes its result to standard output
/// (see match_process.h). Returns the exit code: 0 if there is a result, also of a void match.
/// Throws std::system_error and common::UsageError.
int play_match();

/// Finds the command of such a process, and returns what it does when it is a fork of the fork
/// server: the same, without a fork server of its own. Throws std::system_error.
FindBody make_match_finder();

}  // namespace game
