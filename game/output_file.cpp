#include "game/output_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>

namespace game {

namespace {

async::FileDescriptor create(const std::filesystem::path& path) {
    constexpr mode_t everybody_may_read = 0666;  // as far as the umask lets them
    async::FileDescriptor file(::open(
        path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, everybody_may_read));
    if (!file.is_open()) {
        throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
    }
    return file;
}

}  // namespace

OutputFile::OutputFile(async::Loop& loop, const std::filesystem::path& path,
                       async::ReadBuffer& workers)
    : file_(create(path)), output_(loop, file_.get(), &workers) {}

}  // namespace game
