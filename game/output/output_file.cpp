#include "game/output/output_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace game {

async::FileDescriptor open_for_output(const std::filesystem::path& path) {
    constexpr mode_t mode = 0666;  // less the umask
    constexpr int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY;
    async::FileDescriptor file(::open(path.c_str(), flags, mode));
    if (!file.is_open()) {
        throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
    }
    return file;
}

OutputFile::OutputFile(async::Loop& loop, std::filesystem::path path, async::FileDescriptor file,
                       Overflow overflow)
    : path_(std::move(path)), file_(std::move(file)), output_(loop, file_.get(), overflow) {}

void OutputFile::empty() {
    const bool is_refused = ::ftruncate(file_.get(), 0) != 0;
    if (is_refused && errno != EINVAL) {  // EINVAL: a device or a pipe, which holds nothing
        throw std::system_error(errno, std::generic_category(), "cannot empty " + path_.string());
    }
}

void OutputFile::close() {
    const bool is_lost = ::close(file_.release()) != 0 && errno != EINTR;
    if (is_lost) output_.fail_with(errno);
}

}  // namespace game
