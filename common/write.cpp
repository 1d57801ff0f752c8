#include "common/write.h"

#include <cerrno>
#include <system_error>

#include <poll.h>
#include <unistd.h>

namespace common {

namespace {

/// Returns when a write would do something, or fail.
void wait_until_writable(int descriptor) {
    pollfd watched = {.fd = descriptor, .events = POLLOUT, .revents = 0};
    constexpr int no_timeout = -1;
    if (poll(&watched, 1, no_timeout) < 0 && errno != EINTR && errno != EAGAIN) {
        throw std::system_error(errno, std::generic_category(), "cannot wait to write");
    }
}

}  // namespace

void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_until_writable(descriptor);
        } else if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "cannot write");
        }
    }
}

}  // namespace common
