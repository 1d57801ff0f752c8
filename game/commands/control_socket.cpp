#include "game/commands/control_socket.h"

#include "game/commands/path_lock.h"
#include "game/commands/stop_signals.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace game {

namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path) {
    throw std::system_error(error, std::generic_category(), "--control: " + path.string());
}

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) fail(ENAMETOOLONG, path);
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return address;
}

const sockaddr* generic(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

async::FileDescriptor make_socket() {
    async::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open()) throw std::system_error(errno, std::generic_category(), "--control");
    return socket;
}

/// True if there is a socket that nobody listens on: its owner was killed.
bool is_stale(const std::filesystem::path& path, const sockaddr_un& address) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
    const async::FileDescriptor probe = make_socket();
    return ::connect(probe.get(), generic(address), sizeof address) != 0 && errno == ECONNREFUSED;
}

/// Another game's socket looks stale until it listens; and two may find the same one stale, of
/// which the second would replace the first one's.
std::optional<PathLock> wait_for_turn(const std::optional<std::filesystem::path>& path) {
    if (!path) return std::nullopt;
    try {
        return std::optional<PathLock>(std::in_place, *path);
    } catch (const std::system_error& error) {
        fail(error.code().value(), *path);
    }
}

/// 0, or why not. The file is made with mode 0600 at once: later would be too late.
int bind_private(int socket, const sockaddr_un& address) {
    const mode_t former = ::umask(S_IXUSR | S_IRWXG | S_IRWXO);
    const int error = ::bind(socket, generic(address), sizeof address) == 0 ? 0 : errno;
    ::umask(former);
    return error;
}

}  // namespace

ControlSocket::ControlSocket(const std::filesystem::path& path)
    : path_(path), socket_(make_socket()) {
    const sockaddr_un address = address_of(path);
    int error = bind_private(socket_.get(), address);
    if (error == EADDRINUSE && is_stale(path, address)) {
        ::unlink(path.c_str());
        error = bind_private(socket_.get(), address);
    }
    if (error != 0) fail(error, path);
    if (::listen(socket_.get(), SOMAXCONN) != 0) fail(errno, path);
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) fail(errno, path);
    device_ = status.st_dev;
    inode_ = status.st_ino;
}

ControlSocket::~ControlSocket() {
    struct stat status{};
    const bool is_there = ::lstat(path_.c_str(), &status) == 0;
    if (is_there && status.st_dev == device_ && status.st_ino == inode_) ::unlink(path_.c_str());
}

std::optional<ControlSocket> take_control_socket(const std::optional<std::filesystem::path>& path) {
    const std::optional<PathLock> turn = wait_for_turn(path);
    hold_stop_signals();
    return path ? std::optional<ControlSocket>(std::in_place, *path) : std::nullopt;
}

}  // namespace game
