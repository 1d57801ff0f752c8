#include "tests/end_to_end/control_client.h"

#include "tests/end_to_end/deadline.h"

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tests {

namespace {

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::invalid_argument("too long: " + path);
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

Descriptor make_socket() {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw_errno("socket");
    return Descriptor(socket);
}

/// The other side takes no more, now or ever.
bool is_refused(int error) {
    return error == EAGAIN || error == EPIPE || error == ECONNRESET;
}

/// poll() for one descriptor, with the usual patience.
void wait_for_events(const Descriptor& descriptor, short events, const std::string& what) {
    pollfd watched{descriptor.get(), events, 0};
    const Deadline deadline;
    while (::poll(&watched, 1, deadline.left(1000)) <= 0) {
        if (deadline.passed()) throw TimeOut("a client waited in vain " + what);
    }
}

}  // namespace

ControlClient::ControlClient(const std::string& path) {
    const sockaddr_un address = address_of(path);
    wait_until("somebody listens at " + path, [&] {
        socket_ = make_socket();
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        return ::connect(socket_.get(), generic, sizeof address) == 0;
    });
    make_non_blocking(socket_);
}

void ControlClient::send(std::string_view text) {
    while (!text.empty()) {
        wait_for_events(socket_, POLLOUT, "to send");
        const std::size_t taken = flood(text, text.size());
        if (taken == 0) throw std::runtime_error("the connection was cut");
        text.remove_prefix(taken);
    }
}

std::size_t ControlClient::flood(std::string_view text, std::size_t most) {
    std::size_t taken = 0;
    while (taken < most) {
        const std::string_view next = text.substr(taken % text.size());
        const ssize_t sent = ::send(socket_.get(), next.data(), next.size(), MSG_NOSIGNAL);
        if (sent < 0 && is_refused(errno)) break;
        if (sent < 0) throw_errno("a client cannot send");
        taken += static_cast<std::size_t>(sent);
    }
    return taken;
}

void ControlClient::finish() {
    ::shutdown(socket_.get(), SHUT_WR);
}

void ControlClient::stop_reading() {
    ::shutdown(socket_.get(), SHUT_RD);
}

bool ControlClient::read_more(const std::string& awaited) {
    wait_for_events(socket_, POLLIN, "for " + awaited + ", but got:\n" + received_);
    std::string buffer(65536, '\0');
    const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) received_.append(buffer, 0, static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && errno == EAGAIN);
}

const std::string& ControlClient::wait_for(std::string_view text) {
    const std::string awaited(text);
    while (received_.find(text) == std::string::npos) {
        if (!read_more(awaited)) {
            throw TimeOut("the connection ended before " + awaited + ":\n" + received_);
        }
    }
    return received_;
}

const std::string& ControlClient::wait_for_bytes(std::size_t size) {
    while (received_.size() < size) {
        if (!read_more("more bytes")) throw TimeOut("the connection ended too early");
    }
    return received_;
}

const std::string& ControlClient::wait_for_end() {
    while (read_more("the end of the connection")) {
    }
    return received_;
}

void leave_stale_socket(const std::string& path) {
    const sockaddr_un address = address_of(path);
    const Descriptor socket = make_socket();
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket.get(), generic, sizeof address) != 0) throw_errno(path);
}

}  // namespace tests
