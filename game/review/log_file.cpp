#include "game/review/log_file.h"

#include "common/report.h"
#include "common/write.h"

#include <array>
#include <cerrno>
#include <span>
#include <system_error>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

/// Standard input is not opened but duplicated, which works for a socket as well.
async::FileDescriptor open_for_review(const std::filesystem::path& file,
                                      const std::string& option) {
    const bool is_input = file == "-" || file == "/dev/stdin";
    async::FileDescriptor log(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                       : ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    struct stat status{};
    const bool is_open = log.is_open() && ::fstat(log.get(), &status) == 0;
    const int error = !is_open ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (error == 0) return log;
    throw common::UsageError(option, file.string() + ": " + std::generic_category().message(error));
}

ssize_t read_some(int descriptor, std::span<char> room) {
    for (;;) {
        const ssize_t count = ::read(descriptor, room.data(), room.size());
        if (count >= 0 || errno != EINTR) return count;
    }
}

}  // namespace

LogFile::LogFile(const std::filesystem::path& file, const std::string& option)
    : name_(file.string()), file_(open_for_review(file, option)) {}

std::string LogFile::at_line(const std::string& what) const {
    return fmt::format("{}:{}: {}", name_, line_, what);
}

bool LogFile::read_more() {
    const ssize_t count = read_some(file_.get(), lines_.room());
    if (count < 0) {
        ++line_;
        throw LogDamage(at_line("cannot be read: " + std::generic_category().message(errno)));
    }
    lines_.add(static_cast<std::size_t>(count));
    is_at_end_ = count == 0;
    return !is_at_end_;
}

std::optional<LogEvent> LogFile::next() {
    std::optional<std::string_view> line = lines_.next();
    while (!line && !is_at_end_) {
        if (lines_.rest().size() > max_log_line) {
            ++line_;
            throw LogDamage(at_line("the line is longer than 64 MiB"));
        }
        if (read_more()) {
            line = lines_.next();
        } else if (!lines_.rest().empty()) {
            line = lines_.rest();
        }
    }
    if (!line) return std::nullopt;
    ++line_;
    auto read = reader_.read(*line);
    if (const auto* const problem = std::get_if<LogProblem>(&read)) {
        throw LogDamage(at_line(problem->what));
    }
    return std::get<LogEvent>(std::move(read));
}

void LogFile::copy_to_memory() {
    async::FileDescriptor copy(::memfd_create("log", MFD_CLOEXEC));
    if (!copy.is_open()) throw std::system_error(errno, std::generic_category(), "memfd_create");
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = read_some(file_.get(), buffer);
        if (count < 0) throw std::system_error(errno, std::generic_category(), name_);
        if (count == 0) break;
        common::write_all(copy.get(), {buffer.data(), static_cast<std::size_t>(count)});
    }
    file_ = std::move(copy);
}

void LogFile::rewind() {
    struct stat status{};
    const bool is_file = ::fstat(file_.get(), &status) == 0 && S_ISREG(status.st_mode);
    if (!is_file) copy_to_memory();
    if (::lseek(file_.get(), 0, SEEK_SET) < 0) {
        throw std::system_error(errno, std::generic_category(), name_);
    }
    lines_ = LogLines();
    reader_ = LogReader();
    line_ = 0;
    is_at_end_ = false;
}

}  // namespace game
