#include "game/output/output_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace game {

async::FileDescriptor open_for_output(const std::filesystem::path& path) {
    constexpr mode_t everybody_may_read = 0666;  // as far as the umask lets them
    async::FileDescriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, everybody_may_read));
    if (!file.is_open()) {
        throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
    }
    return file;
}

OutputFile::OutputFile(async::Loop& loop, async::FileDescriptor file, async::ReadBuffer& workers)
    : file_(std::move(file)), output_(loop, file_.get(), &workers) {
    const bool is_refused = ::ftruncate(file_.get(), 0) != 0;
    if (is_refused && errno != EINVAL) {  // which means that there is nothing to empty: a device
        throw std::system_error(errno, std::generic_category(), "cannot empty a file");
    }
}

}  // namespace game
