#include "game/play/whole_file.h"

#include "common/io/file_descriptor.h"
#include "common/write.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& file) {
    throw std::system_error(error, std::generic_category(), "cannot write " + file.string());
}

void write_to(const std::filesystem::path& path, const std::filesystem::path& named,
              std::string_view content) {
    constexpr mode_t mode = 0666;  // less the umask
    const async::FileDescriptor opened(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, mode));
    if (!opened.is_open()) fail(errno, named);
    try {
        common::write_all(opened.get(), content);
    } catch (const std::system_error& error) {
        fail(error.code().value(), named);
    }
    if (::fsync(opened.get()) != 0 && errno != EINVAL && errno != EROFS) fail(errno, named);
}

}  // namespace

void write_whole_file(const std::filesystem::path& file, std::string_view content) {
    struct stat status{};
    const bool is_there = ::stat(file.c_str(), &status) == 0;
    if (is_there && !S_ISREG(status.st_mode)) {
        write_to(file, file, content);
        return;
    }
    std::error_code unknown;
    std::filesystem::path target = std::filesystem::canonical(file, unknown);  // through links
    if (unknown) target = file;
    std::filesystem::path temporary = target;
    temporary += fmt::format(".{}.tmp", ::getpid());
    try {
        write_to(temporary, file, content);
    } catch (const std::system_error&) {
        ::unlink(temporary.c_str());
        throw;
    }
    if (is_there) ::chmod(temporary.c_str(), status.st_mode & 07777U);
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        fail(error, file);
    }
}

}  // namespace game
