#include "game/output/output_file.h"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

[[noreturn]] void fail(int error, const std::string& what, const std::filesystem::path& path) {
    throw std::system_error(error, std::generic_category(), what + " " + path.string());
}

async::FileDescriptor open_to_append(const std::filesystem::path& path, int more_flags) {
    constexpr mode_t mode = 0666;  // less the umask
    const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | more_flags;
    return async::FileDescriptor(::open(path.c_str(), flags, mode));
}

struct stat status_of(const async::FileDescriptor& file) {
    struct stat status{};
    ::fstat(file.get(), &status);  // a regular file only if that succeeds
    return status;
}

/// True if the file at `path`, of `size` bytes, can be read and does not end with a newline.
bool ends_within_line(const std::filesystem::path& path, off_t size) {
    const async::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    char last = '\n';
    return size > 0 && ::pread(file.get(), &last, 1, size - 1) == 1 && last != '\n';
}

}  // namespace

async::FileDescriptor open_for_output(const std::filesystem::path& path) {
    async::FileDescriptor file = open_to_append(path, 0);
    if (!file.is_open()) fail(errno, "cannot write", path);
    return file;
}

/// The lock is one of the open file (fcntl(2), F_OFD_SETLK), so that flock(1) around `game` does
/// not keep it from its own log.
bool lock_for_output(const async::FileDescriptor& file) {
    if (!S_ISREG(status_of(file).st_mode)) return true;
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    const bool is_refused = ::fcntl(file.get(), F_OFD_SETLK, &whole) != 0;
    return !is_refused || (errno != EAGAIN && errno != EACCES);
}

OutputFile::OutputFile(async::Loop& loop, std::filesystem::path path, async::FileDescriptor file,
                       Overflow overflow)
    : path_(std::move(path)), file_(std::move(file)), output_(loop, file_.get(), overflow) {}

void OutputFile::empty() {
    const bool is_refused = ::ftruncate(file_.get(), 0) != 0;
    if (is_refused && errno != EINVAL) {  // EINVAL: a device or a pipe, which holds nothing
        fail(errno, "cannot empty", path_);
    }
}

void OutputFile::keep() {
    const struct stat status = status_of(file_);
    if (S_ISREG(status.st_mode) && ends_within_line(path_, status.st_size)) output_.write("\n");
}

bool OutputFile::reopen() {
    const struct stat former = status_of(file_);
    if (!S_ISREG(former.st_mode)) return false;
    async::FileDescriptor file = open_to_append(path_, O_NONBLOCK);
    if (!file.is_open()) fail(errno, "cannot open", path_);
    const struct stat status = status_of(file);
    if (status.st_dev == former.st_dev && status.st_ino == former.st_ino) return false;
    if (!S_ISREG(status.st_mode)) fail(EINVAL, "cannot open", path_);
    if (!lock_for_output(file)) fail(EBUSY, "another game writes", path_);
    if (!output_.go_on_in(file.get())) return false;
    close();
    file_ = std::move(file);
    keep();
    return true;
}

void OutputFile::close() {
    const bool is_lost = ::close(file_.release()) != 0 && errno != EINTR;
    if (is_lost) output_.fail_with(errno);
}

}  // namespace game
