#include "game/web/request_output.h"

#include <climits>

#include <poll.h>
#include <unistd.h>

namespace game::web {

bool RequestOutput::write(std::string_view line) const {
    if (line.size() > PIPE_BUF) return false;
    // A pipe that can be written has room for PIPE_BUF bytes (pipe(7)). Its mode is not changed,
    // since others may share it.
    pollfd place{descriptor_, POLLOUT, 0};
    if (poll(&place, 1, 0) != 1 || (place.revents & POLLOUT) == 0) return false;
    return ::write(descriptor_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

}  // namespace game::web
