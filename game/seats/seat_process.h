/// The process of a worker that a person plays.
#pragma once

#include <string>

namespace game {

/// The first argument of `game` for such a process; the second is the name of a socket. It is not
/// for people, so the help does not have it.
inline constexpr const char* seat_option = "--seat";

/// Connects to the socket `name` (seat_socket.h) and sends the number of the worker, from the
/// variable GAME_WORKER, as a line. Then copies standard input to the socket, and the socket to
/// standard output, until one of them is at its end. Throws std::system_error, and
/// common::UsageError without that variable.
void run_seat(const std::string& name);

}  // namespace game
