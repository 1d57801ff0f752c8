/// The process of one match of a tournament.
#pragma once

namespace game {

/// Reads a request from standard input, plays the match, and writes its result to standard output
/// (see match_process.h). Returns the exit code: 0 if there is a result, also of a void match.
/// Throws std::system_error and common::UsageError.
int play_match();

}  // namespace game
