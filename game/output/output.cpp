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

/// Paused readers are resumed when no more than this is pending.
constexpr std::size_t low_water = Output::high_water / 2;

/// Raises a pipe's capacity (pipe(7)): with the usual 64 KiB, writer and reader of a flood spend
/// most of their time on waking each other. Where the user's limit is reached, it stays as it is.
void raise_capacity(int pipe) {
    constexpr int pipe_capacity = 256 * 1024;
    const int found = ::fcntl(pipe, F_GETPIPE_SZ);
    if (found >= 0 && found < pipe_capacity) ::fcntl(pipe, F_SETPIPE_SZ, pipe_capacity);
}

/// How many bytes a pipe surely takes at once. What others left unread can lie in small pieces, a
/// page for each: in the worst case, two pieces fill just over a page.
std::size_t room_in_pipe(int pipe) {
    int unread = 0;
    const int capacity = ::fcntl(pipe, F_GETPIPE_SZ);
    if (capacity < 0 || ::ioctl(pipe, FIONREAD, &unread) != 0) return 0;
    const int taken = 2 * unread + PIPE_BUF;
    return taken < capacity ? static_cast<std::size_t>(capacity - taken) : 0;
}

/// True if a write would succeed or fail without blocking.
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

Output::Output(async::Loop& loop, int descriptor, Overflow overflow)
    : overflow_(overflow), kind_(kind_of(descriptor)), descriptor_(descriptor) {
    if (kind_ == Kind::other) return;
    if (kind_ != Kind::socket) reopened_ = async::reopen_non_blocking(descriptor, O_WRONLY);
    if (reopened_.is_open()) descriptor_ = reopened_.get();
    if (kind_ == Kind::pipe) raise_capacity(descriptor_);
    writable_.emplace(loop, descriptor_, async::Direction::write);
}

async::Task<void> Output::run() {
    for (;;) {
        while (pending_.empty() || failure_) {
            co_await idle_.wait();
        }
        write_pending();
        if (is_blocked_) {
            co_await writable_->wait();
            is_blocked_ = false;
        }
    }
}

async::Task<void> Output::wait_until_drained() {
    while (!pending_.empty() && !failure_) {
        co_await drained_.wait();
    }
}

async::Task<void> Output::wait_for_room(std::size_t most) {
    while (pending_.size() > most && !failure_) {
        co_await drained_.wait();
    }
}

async::Task<std::error_code> Output::wait_for_failure() {
    while (!failure_) {
        co_await failed_.wait();
    }
    co_return *failure_;
}

void Output::note_written() {
    idle_.notify_one();
    if (pending_.size() < full_size) return;
    if (!is_blocked_) write_pending();
    if (overflow_.readers_ != nullptr && !has_paused_ && pending_.size() > high_water) {
        overflow_.readers_->pause();
        has_paused_ = true;
    }
}

bool Output::may_block() const {
    const bool should_be_reopened = kind_ == Kind::pipe || kind_ == Kind::terminal;
    return should_be_reopened && !reopened_.is_open();
}

void Output::resume_writers() {
    if (has_paused_) overflow_.readers_->resume();
    has_paused_ = false;
    drained_.notify_all();
}

void Output::write_pending() {
    while (!pending_.empty() && !failure_ && !is_blocked_) {
        const ssize_t sent = send(pending_.bytes().substr(0, size_to_offer()));
        if (sent >= 0) {
            pending_.drop(static_cast<std::size_t>(sent));
            bytes_written_ += static_cast<std::uint64_t>(sent);
        } else if (errno == EAGAIN && writable_) {
            is_blocked_ = true;
        } else if (errno != EINTR) {
            fail_with(errno == ECONNRESET ? EPIPE : errno);  // both mean that the reader is gone
        }
    }
    if (pending_.size() <= low_water) resume_writers();
}

/// A pipe is offered whole lines that fit, so that lines of another writer to the same pipe come
/// between ours and not into them. Half of the room is left for what the other may have written
/// meanwhile; up to PIPE_BUF bytes are written at once or not at all in any case (pipe(7)). A
/// descriptor that may block is offered no more than these.
std::size_t Output::size_to_offer() const {
    const std::string_view bytes = pending_.bytes();
    if (kind_ != Kind::pipe && !may_block()) return bytes.size();
    const std::size_t room = may_block() ? 0 : room_in_pipe(descriptor_) / 2;
    const std::size_t limit = std::max<std::size_t>(room, PIPE_BUF);
    if (bytes.size() <= limit) return bytes.size();
    const std::size_t last_end = bytes.rfind('\n', limit - 1);
    if (last_end != std::string_view::npos) return last_end + 1;
    return may_block() ? limit : bytes.find('\n') + 1;
}

ssize_t Output::send(std::string_view bytes) const {
    if (kind_ == Kind::socket) {
        return ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    if (may_block() && !is_ready(descriptor_)) {
        errno = EAGAIN;
        return -1;
    }
    return ::write(descriptor_, bytes.data(), bytes.size());
}

bool Output::go_on_in(int descriptor) {
    write_pending();
    if (failure_) return false;
    descriptor_ = descriptor;
    return true;
}

void Output::fail_with(int error) {
    if (failure_) return;
    failure_ = std::error_code(error, std::generic_category());
    pending_.clear();
    resume_writers();
    failed_.notify_all();
}

}  // namespace game
