/// This room connects people, who have no process, with workers, which they need to play:
/// everything that takes part in a match is a worker, with a number, lines, a log and an end.
///
/// The worker of a person runs `game --seat NAME` (seat_process.h). That process connects to the
/// socket NAME, here, says which worker it is, and copies: what the match tells the worker goes to
/// the socket, and what comes from the socket is what the worker writes. The program that
/// listens on the socket speaks for the person: the server of `--serve` for those in a browser,
/// KeySeat (key_seat.h) for the one at the keyboard.
///
/// The room may use common and output.
#pragma once

#include "common/io/file_descriptor.h"

#include <string>

namespace game {

/// A name that nobody can guess, for a socket in the kernel's own name space (unix(7), "abstract"):
/// `@` and the name. Nothing is left of it when its socket is closed.
std::string make_seat_socket_name();

/// A non-blocking socket that listens under that name. Throws std::system_error.
async::FileDescriptor listen_for_seats(const std::string& name);

/// A blocking socket that is connected to that name. Throws std::system_error.
async::FileDescriptor connect_to_seats(const std::string& name);

/// The next connection of a socket of `listen_for_seats`, non-blocking; one that is not open if
/// there is none. Those of other users are closed: the name alone keeps nobody out.
async::FileDescriptor accept_seat(int listening);

/// True if the other end of a Unix socket is a process of this user.
bool is_of_this_user(int connection);

}  // namespace game
