#include "game/commands/ctl_connection.h"

#include "common/report.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

namespace game {

namespace {

std::string describe_error(int error) {
    return std::generic_category().message(error);
}

}  // namespace

CtlConnection::CtlConnection(const std::filesystem::path& path, std::chrono::microseconds timeout)
    : path_(path.string()),
      timeout_(timeout),
      socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (!socket_.is_open()) fail("cannot make a socket: " + describe_error(errno));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path_.size() >= sizeof address.sun_path) {
        throw common::UsageError(
            path_, fmt::format("the path of a socket has at most {} bytes, this one has {}",
                               sizeof address.sun_path - 1, path_.size()));
    }
    std::memcpy(address.sun_path, path_.c_str(), path_.size());
    set_timeout(SO_RCVTIMEO, timeout_);
    set_timeout(SO_SNDTIMEO, timeout_);  // which is also that of connect(2)
    int result = 0;
    do {
        result =
            ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } while (result != 0 && errno == EINTR);
    if (result == 0) return;
    const int error = errno;
    if (error == EAGAIN) fail_with(error);
    const bool is_nobody_there = error == ECONNREFUSED || error == ENOENT || error == ENOTDIR;
    fail(fmt::format("{} ({})", is_nobody_there ? "nobody listens" : "cannot connect",
                     describe_error(error)));
}

void CtlConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno != EINTR) {
            fail_with(errno);
        }
    }
}

std::string CtlConnection::read_line(std::chrono::microseconds timeout) {
    set_timeout(SO_RCVTIMEO, timeout);
    std::size_t end = received_.find('\n');
    while (end == std::string::npos) {
        const std::size_t searched = received_.size();
        if (!receive()) fail("the game has ended the connection");
        end = received_.find('\n', searched);
    }
    std::string line = received_.substr(0, end);
    received_.erase(0, end + 1);
    return line;
}

std::string CtlConnection::read_some() {
    constexpr std::chrono::microseconds for_ever(0);
    set_timeout(SO_RCVTIMEO, for_ever);
    if (received_.empty()) receive();
    return std::exchange(received_, {});
}

/// False at the end.
bool CtlConnection::receive() {
    std::array<char, 65536> buffer;  // NOLINT: filled below
    ssize_t count = 0;
    do {
        count = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    } while (count < 0 && errno == EINTR);
    if (count < 0 && errno != ECONNRESET) fail_with(errno);
    if (count <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

void CtlConnection::set_timeout(int option, std::chrono::microseconds timeout) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(timeout);
    timeval value{};
    value.tv_sec = seconds.count();
    value.tv_usec = static_cast<suseconds_t>((timeout - seconds).count());
    ::setsockopt(socket_.get(), SOL_SOCKET, option, &value, sizeof value);
}

void CtlConnection::fail(const std::string& what) const {
    throw NoAnswer(path_ + ": " + what);
}

/// EAGAIN is how a timeout is reported (socket(7)).
void CtlConnection::fail_with(int error) const {
    if (error == EPIPE || error == ECONNRESET) fail("the game has ended the connection");
    if (error != EAGAIN) fail(describe_error(error));
    const std::chrono::duration<double> seconds = timeout_;
    fail(fmt::format("no answer within {:g} s", seconds.count()));
}

}  // namespace game
