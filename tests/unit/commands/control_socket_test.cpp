#include "game/commands/control_socket.h"

#include "common/report.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using game::ControlSocket;

namespace {

namespace fs = std::filesystem;

/// An empty folder, removed at the end.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("control-socket-" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
        fs::create_directory(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    fs::path operator/(const std::string& name) const { return path_ / name; }
    bool is_empty() const { return fs::is_empty(path_); }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

sockaddr_un address_of(const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.native().size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return address;
}

bool is_answered(const fs::path& path) {
    const async::FileDescriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = address_of(path);
    return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

/// What a killed game leaves.
void leave_stale_socket(const fs::path& path) {
    const async::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = address_of(path);
    REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

/// The error with which there can be no socket at `path`; 0 if there can.
int error_at(const fs::path& path) {
    try {
        const ControlSocket socket(path);
        return 0;
    } catch (const std::system_error& error) {
        return error.code().value();
    } catch (const common::UsageError&) {
        return ENOTSOCK;
    }
}

/// Waits until the other end of `gate` is closed, tries to have the socket, and keeps it until the
/// other end of `release` is closed. Reports a letter.
[[noreturn]] void contend(const fs::path& path, int gate, int report, int release) {
    char byte = 0;
    char letter = '?';
    const auto tell = [&letter, report] { return ::write(report, &letter, 1) == 1; };
    bool is_told = ::read(gate, &byte, 1) == 0;
    try {
        const ControlSocket socket(path);
        letter = 'o';  // owner
        is_told = tell() && is_told;
        is_told = ::read(release, &byte, 1) == 0 && is_told;
    } catch (const std::system_error& error) {
        letter = error.code().value() == EADDRINUSE ? 'u' : '?';  // in use
        is_told = tell() && is_told;
    }
    ::_exit(is_told ? 0 : 1);
}

/// Sends `count` processes at `path` in the same instant. Returns a letter for each, sorted.
std::string outcome_of_a_race(const fs::path& path, int count) {
    async::Pipe gate = async::make_pipe();
    async::Pipe report = async::make_pipe();
    async::Pipe release = async::make_pipe();
    for (int i = 0; i < count; ++i) {
        if (::fork() != 0) continue;
        ::close(gate.write_end.release());
        ::close(release.write_end.release());
        contend(path, gate.read_end.get(), report.write_end.get(), release.read_end.get());
    }
    ::close(gate.write_end.release());
    std::string letters;
    while (letters.size() < static_cast<std::size_t>(count)) {
        char letter = 0;
        REQUIRE(::read(report.read_end.get(), &letter, 1) == 1);
        letters += letter;
    }
    CHECK(is_answered(path));
    ::close(release.write_end.release());
    for (int i = 0; i < count; ++i) {
        int status = 0;
        REQUIRE(::wait(&status) > 0);
        CHECK(status == 0);
    }
    std::sort(letters.begin(), letters.end());
    return letters;
}

}  // namespace

TEST_CASE("a control socket is its owner's alone, and gone in the end") {
    const Folder folder;
    {
        const ControlSocket socket(folder / "control");
        struct stat status{};
        REQUIRE(::lstat((folder / "control").c_str(), &status) == 0);
        CHECK(S_ISSOCK(status.st_mode));
        CHECK((status.st_mode & 07777) == 0600);
        CHECK(is_answered(folder / "control"));
        CHECK(error_at(folder / "control") == EADDRINUSE);
        CHECK(is_answered(folder / "control"));
    }
    CHECK(folder.is_empty());
}

TEST_CASE("a control socket leaves the user's file PATH.lock alone") {
    const Folder folder;
    std::ofstream(folder / "control.lock") << "precious\n";
    const async::FileDescriptor lock(::open((folder / "control.lock").c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(::flock(lock.get(), LOCK_EX) == 0);
    CHECK(error_at(folder / "control") == 0);
    std::string content;
    std::getline(std::ifstream(folder / "control.lock"), content);
    CHECK(content == "precious");
}

TEST_CASE("a stale control socket is replaced, even if somebody holds a lock on the folder") {
    const Folder folder;
    leave_stale_socket(folder / "control");
    CHECK(error_at(folder / "control") == 0);
    CHECK(folder.is_empty());
    leave_stale_socket(folder / "control");
    const async::FileDescriptor lock(::open(folder.path().c_str(), O_RDONLY | O_CLOEXEC));
    REQUIRE(::flock(lock.get(), LOCK_EX) == 0);
    CHECK(error_at(folder / "control") == 0);
    CHECK(folder.is_empty());
}

TEST_CASE("what cannot be a control socket is refused, and nothing is left") {
    const Folder folder;
    CHECK(error_at(folder / "missing/control") == ENOENT);
    CHECK(error_at(folder / std::string(120, 'x')) == ENAMETOOLONG);
    CHECK(folder.is_empty());
    std::ofstream(folder / "file") << "data";
    CHECK_THROWS_WITH_AS(ControlSocket(folder / "file"),
                         ("--control: " + (folder / "file").string() + " is not a socket").c_str(),
                         common::UsageError);
    fs::create_directory(folder / "folder");
    CHECK(error_at(folder / "folder") == ENOTSOCK);
    fs::create_symlink("nowhere", folder / "link");
    CHECK(error_at(folder / "link") == ENOTSOCK);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 3);
}

TEST_CASE("a control socket may have the longest address") {
    const Folder folder;
    const std::size_t room = sizeof(sockaddr_un::sun_path) - 1 - folder.path().native().size() - 1;
    CHECK(error_at(folder / std::string(room, 'x')) == 0);
    CHECK(error_at(folder / std::string(room + 1, 'x')) == ENAMETOOLONG);
    const std::string deep(room - 2, 'y');
    fs::create_directory(folder / deep);
    for (int i = 0; i < 100; ++i)
        CHECK(error_at(folder / (deep + "/x")) == 0);
}

TEST_CASE("a control socket that has been replaced is not removed") {
    const Folder folder;
    {
        const ControlSocket socket(folder / "control");
        fs::remove(folder / "control");
        std::ofstream(folder / "control") << "data";
    }
    CHECK(fs::exists(folder / "control"));
}

TEST_CASE("of many games that want one control socket at once, one gets it") {
    const Folder folder;
    constexpr int count = 8;
    const std::string one_owner = "o" + std::string(count - 1, 'u');
    for (int round = 0; round < 25; ++round) {
        CHECK(outcome_of_a_race(folder / "control", count) == one_owner);
        leave_stale_socket(folder / "control");
        CHECK(outcome_of_a_race(folder / "control", count) == one_owner);
        CHECK(folder.is_empty());
    }
}
