#include "common/io/input.h"

#include "common/async/sleep.h"
#include "common/io/reopen.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace async {

namespace {

/// How often a terminal that others use is looked at.
constexpr std::chrono::seconds background_pause(1);

}  // namespace

Input::Input(Loop& loop, int descriptor) : descriptor_(descriptor) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return;
    is_socket_ = S_ISSOCK(status.st_mode);
    is_terminal_ = ::isatty(descriptor) == 1;
    if (is_terminal_ || S_ISFIFO(status.st_mode)) {
        reopened_ = reopen_non_blocking(descriptor, O_RDONLY);
        if (reopened_.is_open()) descriptor_ = reopened_.get();
    }
    try {
        readable_.emplace(loop, descriptor_, Direction::read);
    } catch (const std::system_error& problem) {
        if (problem.code().value() != EPERM) throw;
    }
}

Task<std::size_t> Input::read(std::span<char> buffer) {
    for (;;) {
        while (is_in_background()) {
            co_await sleep_for(background_pause);
        }
        if (readable_) {
            co_await readable_->wait();
        } else {
            co_await next_turn();
        }
        if (is_in_background()) continue;
        const ssize_t count = try_read(buffer);
        if (count >= 0) co_return static_cast<std::size_t>(count);
        const int error = errno;
        const bool later = error == EAGAIN || error == EINTR || is_in_background();
        if (later) continue;
        error_ = error;
        co_return 0;
    }
}

bool Input::is_in_background() const {
    if (!is_terminal_) return false;
    const pid_t foreground = ::tcgetpgrp(descriptor_);
    return foreground >= 0 && foreground != ::getpgrp();
}

ssize_t Input::try_read(std::span<char> buffer) const {
    if (is_socket_) return ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    return ::read(descriptor_, buffer.data(), buffer.size());
}

}  // namespace async
