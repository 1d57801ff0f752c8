#include "game/commands/path_lock.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

async::FileDescriptor open_and_lock(const std::filesystem::path& file) {
    constexpr int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
    async::FileDescriptor descriptor(::open(file.c_str(), flags, S_IRUSR | S_IWUSR));
    if (!descriptor.is_open() || ::flock(descriptor.get(), LOCK_EX) != 0) {
        throw std::system_error(errno, std::generic_category());
    }
    return descriptor;
}

/// False if the one who held it before us has taken the file away: whoever comes next makes, and
/// locks, another.
bool is_still_at(const std::filesystem::path& file, int descriptor) {
    struct stat ours{};
    struct stat there{};
    return ::fstat(descriptor, &ours) == 0 && ::lstat(file.c_str(), &there) == 0 &&
           ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace

PathLock::PathLock(const std::filesystem::path& path) : file_(path) {
    file_ += ".lock";
    do {
        descriptor_ = open_and_lock(file_);
    } while (!is_still_at(file_, descriptor_.get()));
}

PathLock::~PathLock() {
    ::unlink(file_.c_str());
}

}  // namespace game
