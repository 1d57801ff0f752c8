#include "game/output/output.h"

#include "common/io/reopen.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

/// Until when the workers are held back.
constexpr std::size_t low_water = Output::high_water / 2;

/// The bytes that can surely be written to a pipe at once. What others left unread can lie one
/// small piece a page: at worst, each two of them fill just over a page.
std::size_t room_in_pipe(int pipe) {
    int unread = 0;
    const int capacity = ::fcntl(pipe, F_GETPIPE_SZ);
    if (capacity < 0 || ::ioctl(pipe, FIONREAD, &unread) != 0) return 0;
    const int taken = 2 * unread + PIPE_BUF;
    return taken < capacity ? static_cast<std::size_t>(capacity - taken) : 0;
}

/// What a terminal that is ready surely takes without waiting: text up to a newline; or the newline
/// alone, for which it writes two characters and asks again for their room (the kernel's n_tty.c).
std::size_t sure_of_terminal(std::string_view bytes) {
    const std::size_t newline = bytes.substr(0, PIPE_BUF).find('\n');
    return std::min<std::size_t>({std::max<std::size_t>(newline, 1), PIPE_BUF, bytes.size()});
}

/// True if a write would do something without waiting, be it to fail.
bool is_ready(int descriptor) {
    pollfd watched = {.fd = descriptor, .events = POLLOUT, .revents = 0};
    constexpr int at_once = 0;
    return ::poll(&watched, 1, at_once) != 0;
}

}  // namespace

Output::Kind Output::kind_of(int descriptor) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return Kind::other;
    if (S_ISFIFO(status.st_mode)) return Kind::pipe;
    if (S_ISSOCK(status.st_mode)) return Kind::socket;
    return ::isatty(descriptor) == 1 ? Kind::terminal : Kind::other;
}

Output::Output(async::Loop& loop, int descriptor, async::ReadBuffer* workers)
    : workers_(workers), kind_(kind_of(descriptor)), descriptor_(descriptor) {
    if (kind_ == Kind::other) return;
    if (kind_ != Kind::socket) reopened_ = async::reopen_non_blocking(descriptor, O_WRONLY);
    if (reopened_.is_open()) descriptor_ = reopened_.get();
    if (kind_ == Kind::pipe) larger_pipe_.emplace(descriptor_);
    writable_.emplace(loop, descriptor_, async::Direction::write);
}

async::Task<void> Output::run() {
    for (;;) {
        while (pending_.empty() || failure_) {
            co_await idle_.wait();
        }
        write_pending();
        if (blocked_) {
            co_await writable_->wait();
            blocked_ = false;
        }
    }
}

async::Task<void> Output::drained() {
    while (!pending_.empty() && !failure_) {
        co_await draining_.wait();
    }
    // No event says that a pipe holds less than it could.
    constexpr std::chrono::milliseconds pause(10);
    while (larger_pipe_ && !larger_pipe_->restore() && !failure_) {
        is_restoring_ = true;
        co_await async::sleep_for(pause);
    }
    is_restoring_ = false;
}

async::Task<void> Output::has_room(std::size_t most) {
    while (pending_.size() > most && !failure_) {
        co_await draining_.wait();
    }
}

async::Task<std::error_code> Output::failed() {
    while (!failure_) {
        co_await failing_.wait();
    }
    co_return *failure_;
}

void Output::note_written() {
    idle_.notify_one();
    if (pending_.size() < full_size) return;
    if (!blocked_) write_pending();
    if (workers_ != nullptr && !is_holding_ && pending_.size() > high_water) {
        workers_->pause();
        is_holding_ = true;
    }
}

bool Output::may_wait() const {
    const bool could_be_reopened = kind_ == Kind::pipe || kind_ == Kind::terminal;
    return could_be_reopened && !reopened_.is_open();
}

/// Wakes all who wait for room; who needs more of it waits again.
void Output::let_go_on() {
    if (is_holding_) workers_->resume();
    is_holding_ = false;
    draining_.notify_all();
}

void Output::write_pending() {
    while (!pending_.empty() && !failure_ && !blocked_) {
        const std::size_t offered = sendable();
        const ssize_t sent = send(pending_.bytes().substr(0, offered));
        if (sent >= 0) {
            pending_.drop(static_cast<std::size_t>(sent));
            sent_ += static_cast<std::uint64_t>(sent);
        } else if (errno == EAGAIN && writable_) {
            blocked_ = true;
        } else if (errno != EINTR) {
            give_up(errno == ECONNRESET ? EPIPE : errno);  // either way the reader is gone
        }
    }
    if (pending_.size() <= low_water) let_go_on();
}

/// How much to offer: to a pipe, whole lines that fit, so that those of another writer to the same
/// pipe come between ours and not into them. Half of the room is left for what the other may have
/// written meanwhile; PIPE_BUF bytes are written at once or not at all in any case (pipe(7)). No
/// more than these are offered to what could not be opened again, and would make us wait.
std::size_t Output::sendable() const {
    const std::string_view bytes = pending_.bytes();
    if (kind_ == Kind::terminal && may_wait()) return sure_of_terminal(bytes);
    const bool is_limited = kind_ == Kind::pipe || may_wait();
    if (!is_limited || bytes.size() <= PIPE_BUF) return bytes.size();
    const std::size_t room = reopened_.is_open() ? room_in_pipe(descriptor_) / 2 : 0;
    const std::size_t limit = std::max<std::size_t>(room, PIPE_BUF);
    if (bytes.size() <= limit) return bytes.size();
    const std::size_t last_end = bytes.rfind('\n', limit - 1);
    if (last_end != std::string_view::npos) return last_end + 1;
    return reopened_.is_open() ? bytes.find('\n') + 1 : PIPE_BUF;
}

ssize_t Output::send(std::string_view bytes) const {
    if (kind_ == Kind::socket) {
        return ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    if (may_wait() && !is_ready(descriptor_)) {
        errno = EAGAIN;
        return -1;
    }
    return ::write(descriptor_, bytes.data(), bytes.size());
}

void Output::give_up(int error) {
    if (failure_) return;
    failure_ = std::error_code(error, std::generic_category());
    pending_.clear();
    let_go_on();
    failing_.notify_all();
}

}  // namespace game
