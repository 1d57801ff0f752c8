#include "game/play/log_files.h"

#include "common/report.h"
#include "game/play/log_cursor.h"
#include "game/play/merged_logs.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace game {

namespace {

/// All together read so much ahead, but each a page at least.
std::size_t read_size_of_each(std::size_t logs) {
    constexpr std::size_t of_all = std::size_t{8} * 1024 * 1024;
    constexpr std::size_t least = 4096;
    return std::clamp(of_all / std::max<std::size_t>(logs, 1), least, LogLines::usual_read_size);
}

}  // namespace

LogFiles::LogFiles(const std::vector<std::filesystem::path>& files, const char* option) {
    constexpr std::size_t most_without = 500;  // the usual limit is 1024
    if (files.size() > most_without) async::raise_descriptor_limit();
    for (const std::filesystem::path& path : files) {
        File file{path.string(),
                  async::FileDescriptor(
                      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)),
                  0};
        struct stat status{};
        if (!file.descriptor.is_open() || ::fstat(file.descriptor.get(), &status) != 0) {
            throw common::UsageError(
                "--replay",
                fmt::format("{}: {}", file.name, std::generic_category().message(errno)));
        }
        if (!S_ISREG(status.st_mode)) {
            throw common::UsageError(option, file.name + ": needs a log that is a regular file");
        }
        file.size = static_cast<std::uint64_t>(status.st_size);
        files_.push_back(std::move(file));
    }
}

std::unique_ptr<EventSource> LogFiles::read() const {
    const std::size_t read_size = read_size_of_each(files_.size());
    std::vector<MergedLogs::Log> logs;
    for (const File& file : files_) {
        auto cursor =
            std::make_unique<LogCursor>(file.descriptor.get(), file.size, file.name, read_size);
        if (files_.size() == 1) return cursor;
        logs.push_back({file.name, std::move(cursor)});
    }
    return std::make_unique<MergedLogs>(std::move(logs));
}

}  // namespace game
