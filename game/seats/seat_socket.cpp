#include "game/seats/seat_socket.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <random>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace game {

namespace {

struct SeatAddress {
    sockaddr_un address{};
    socklen_t size = 0;

    const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&address); }
};

[[noreturn]] void fail(int error, const std::string& name) {
    throw std::system_error(error, std::generic_category(), "the socket " + name);
}

/// In an abstract name a NUL stands in the place of `@`.
SeatAddress seat_address(const std::string& name) {
    SeatAddress result;
    result.address.sun_family = AF_UNIX;
    if (name.size() < 2 || name.front() != '@') fail(EINVAL, name);
    if (name.size() > sizeof result.address.sun_path) fail(ENAMETOOLONG, name);
    std::memcpy(&result.address.sun_path[1], &name[1], name.size() - 1);
    result.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    return result;
}

async::FileDescriptor make_seat_socket(const std::string& name, int flags) {
    async::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
    if (!socket.is_open()) fail(errno, name);
    return socket;
}

}  // namespace

std::string make_seat_socket_name() {
    std::random_device random;
    return fmt::format("@game-seats-{:08x}{:08x}{:08x}{:08x}", random(), random(), random(),
                       random());
}

async::FileDescriptor listen_for_seats(const std::string& name) {
    async::FileDescriptor socket = make_seat_socket(name, SOCK_NONBLOCK);
    const SeatAddress at = seat_address(name);
    if (::bind(socket.get(), at.generic(), at.size) != 0) fail(errno, name);
    if (::listen(socket.get(), SOMAXCONN) != 0) fail(errno, name);
    return socket;
}

async::FileDescriptor connect_to_seats(const std::string& name) {
    async::FileDescriptor socket = make_seat_socket(name, 0);
    const SeatAddress at = seat_address(name);
    int result = 0;
    do {
        result = ::connect(socket.get(), at.generic(), at.size);
    } while (result != 0 && errno == EINTR);
    if (result != 0) fail(errno, name);
    return socket;
}

async::FileDescriptor accept_seat(int listening) {
    for (;;) {
        async::FileDescriptor connection(
            ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (connection.is_open() && is_of_this_user(connection.get())) return connection;
        const bool may_have_more = connection.is_open() || errno == EINTR || errno == ECONNABORTED;
        if (!may_have_more) return {};
    }
}

bool is_of_this_user(int connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.uid == ::geteuid();
}

}  // namespace game
