#include "game/play/followed_log.h"

#include "game/play/log_cursor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

FollowedLog::FollowedLog(std::filesystem::path file) : path_(std::move(file)), file_(open()) {
    if (!file_.is_open()) throw std::system_error(errno, std::generic_category(), path_.string());
    has_begun_anew();
}

/// Only a regular file, which is read without waiting; sets errno if there is none.
async::FileDescriptor FollowedLog::open() const {
    async::FileDescriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (!file.is_open() || ::fstat(file.get(), &status) != 0) return {};
    if (S_ISREG(status.st_mode)) return file;
    errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    return {};
}

std::unique_ptr<EventSource> FollowedLog::read() const {
    return std::make_unique<LogCursor>(file_.get(), LogCursor::grows, path_.string());
}

bool FollowedLog::has_begun_anew() {
    struct stat status{};
    if (::fstat(file_.get(), &status) != 0) return false;
    if (status.st_nlink == 0 && take_new_file()) return true;
    std::array<char, 1024> bytes{};
    const ssize_t count = ::pread(file_.get(), bytes.data(), bytes.size(), 0);
    if (count < 0) return false;
    const std::string_view begin(bytes.data(), static_cast<std::size_t>(count));
    const std::uint64_t former_size =
        std::exchange(size_, static_cast<std::uint64_t>(status.st_size));
    const bool is_same = size_ >= former_size && begin.starts_with(begin_);
    begin_ = begin;
    return !is_same;
}

bool FollowedLog::take_new_file() {
    async::FileDescriptor file = open();
    if (!file.is_open()) return false;
    file_ = std::move(file);
    size_ = 0;
    begin_.clear();
    return true;
}

}  // namespace game
