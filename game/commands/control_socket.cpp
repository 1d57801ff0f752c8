#include "game/commands/control_socket.h"

#include "common/report.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace game {

namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path) {
    if (error == ENOTSOCK)
        throw common::UsageError("--control", path.string() + " is not a socket");
    throw std::system_error(error, std::generic_category(), "--control: " + path.string());
}

constexpr std::size_t address_size = sizeof(sockaddr_un::sun_path) - 1;

sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() > address_size) fail(ENAMETOOLONG, path);
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return address;
}

const sockaddr* generic(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

async::FileDescriptor make_socket(const std::filesystem::path& path) {
    async::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open()) fail(errno, path);
    return socket;
}

std::optional<struct stat> status_of(const std::filesystem::path& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
    return status;
}

/// A name in the folder of `path` that nobody uses. It is no longer than a socket's address allows.
std::filesystem::path private_name(const std::filesystem::path& path) {
    static std::random_device random;
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string name = ".game-";
    for (int i = 0; i < 10; ++i)
        name += digits[random() % digits.size()];
    const std::size_t folder = path.native().size() - path.filename().native().size();
    const std::size_t room = address_size - folder;
    if (name.size() > room) name.erase(0, name.size() - room);
    return path.parent_path() / name;
}

/// A listening socket under a private name, which is removed when this goes.
class PrivateSocket {
  public:
    PrivateSocket(int socket, const std::filesystem::path& path, const ControlAccess& access) {
        // On Linux the file gets the socket's mode. So until it has its group, nobody but its owner
        // can connect.
        ::fchmod(socket, access.mode & S_IRWXU);
        int error = EADDRINUSE;
        for (int tries = 0; error == EADDRINUSE && tries < 100; ++tries) {
            name_ = private_name(path);
            if (name_ == path) continue;  // where there is room for one letter only
            const sockaddr_un address = address_of(name_);
            error = ::bind(socket, generic(address), sizeof address) == 0 ? 0 : errno;
        }
        if (error != 0) fail(error, path);
        try {
            set_access(access);
            if (::listen(socket, SOMAXCONN) != 0) fail(errno, path);
        } catch (...) {
            ::unlink(name_.c_str());
            throw;
        }
    }
    PrivateSocket(const PrivateSocket&) = delete;
    PrivateSocket& operator=(const PrivateSocket&) = delete;
    ~PrivateSocket() { ::unlink(name_.c_str()); }

    const std::filesystem::path& name() const { return name_; }

  private:
    void set_access(const ControlAccess& access) const {
        constexpr auto same_owner = static_cast<uid_t>(-1);
        if (access.group && ::lchown(name_.c_str(), same_owner, *access.group) != 0) {
            throw common::UsageError(
                "--control-mode",
                fmt::format("cannot use group {}: {}", *access.group, std::strerror(errno)));
        }
        if (::chmod(name_.c_str(), access.mode) != 0) fail(errno, name_);
    }

    std::filesystem::path name_;
};

/// 0 if there is a socket at `path` that nobody listens on: its owner was killed. Otherwise why the
/// path cannot be taken.
int check_stale(const std::filesystem::path& path) {
    const std::optional<struct stat> status = status_of(path);
    if (!status) return errno;
    if (!S_ISSOCK(status->st_mode)) return ENOTSOCK;
    const async::FileDescriptor probe = make_socket(path);
    const sockaddr_un address = address_of(path);
    if (::connect(probe.get(), generic(address), sizeof address) == 0) return EADDRINUSE;
    return errno == ECONNREFUSED ? 0 : EADDRINUSE;
}

/// Held by one game at a time while it replaces a stale socket in `path`'s folder: two that find
/// the same one stale would otherwise replace each other. It is a lock on the folder itself, so no
/// file is made for it.
///
/// Anybody who may read the folder can hold such a lock, so it is waited for only briefly. A game
/// that goes on without it risks a second owner only if another one starts in the same instant.
async::FileDescriptor lock_folder(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    async::FileDescriptor lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    constexpr std::chrono::milliseconds pause(5);
    for (int tries = 0; lock.is_open() && tries < 100; ++tries) {
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) break;
        std::this_thread::sleep_for(pause);
    }
    return lock;
}

/// Moves the socket at `name` to `path`. 0, or why it cannot.
int take_place(const std::filesystem::path& name, const std::filesystem::path& path) {
    // Another game may remove its socket between two of our steps.
    for (int tries = 0; tries < 100; ++tries) {
        if (::link(name.c_str(), path.c_str()) == 0) return 0;
        if (errno != EEXIST) return errno;
        if (const int error = check_stale(path); error != 0 && error != ENOENT) return error;
        const async::FileDescriptor lock = lock_folder(path);
        const int error = check_stale(path);
        if (error == 0) return ::rename(name.c_str(), path.c_str()) == 0 ? 0 : errno;
        if (error != ENOENT) return error;
    }
    return EADDRINUSE;
}

}  // namespace

ControlSocket::ControlSocket(const std::filesystem::path& path, const ControlAccess& access)
    : path_(path), socket_(make_socket(path)) {
    address_of(path);  // throws if the path is too long
    const PrivateSocket socket(socket_.get(), path, access);
    const std::optional<struct stat> status = status_of(socket.name());
    if (!status) fail(errno, path);
    device_ = status->st_dev;
    inode_ = status->st_ino;
    if (const int error = take_place(socket.name(), path); error != 0) fail(error, path);
}

ControlSocket::~ControlSocket() {
    const std::optional<struct stat> status = status_of(path_);
    const bool is_ours = status && status->st_dev == device_ && status->st_ino == inode_;
    if (is_ours) ::unlink(path_.c_str());
}

}  // namespace game
