/// ControlAccess: who may connect to the control socket.
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace game {

/// The permissions of the socket's file. To connect, a process needs the permission to write.
struct ControlAccess {
    mode_t mode = 0600;          ///< permission bits only, at most 0777
    std::optional<gid_t> group;  ///< of the file; none: the group of the process
};

/// Reads `MODE` or `MODE:GROUP`: an octal number, and the name or the number of a group. Throws
/// std::invalid_argument, whose message says what is expected.
ControlAccess read_control_access(const std::string& text);

}  // namespace game
