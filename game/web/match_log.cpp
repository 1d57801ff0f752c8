#include "game/web/match_log.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game::web {
namespace {

/// Of one match, of which several can be watched at once.
constexpr HistoryLimits limits_of_match{.lines = 5000,
                                        .line_bytes = std::size_t{1} << 20U,
                                        .turn_bytes = std::size_t{16} << 20U,
                                        .essential_bytes = std::size_t{8} << 20U};

}  // namespace

MatchLog::MatchLog(std::filesystem::path path)
    : path_(std::move(path)), history_(limits_of_match) {}

MatchLog::Step MatchLog::read() {
    if (!file_.is_open() && !open()) return Step::missing;
    if (begins_anew()) {
        start_over();
        return Step::anew;
    }
    constexpr int slices = 16;
    std::array<char, std::size_t{64} << 10U> buffer{};
    for (int slice = 0; slice < slices; ++slice) {
        const ssize_t size =
            ::pread(file_.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset_));
        if (size <= 0) return Step::newest;
        offset_ += static_cast<std::uint64_t>(size);
        lines_.feed(
            std::string_view(buffer.data(), static_cast<std::size_t>(size)),
            [this](std::string_view line, bool is_continued) { take_line(line, is_continued); });
    }
    return Step::some;
}

bool MatchLog::open() {
    // Without waiting for the other end of what may be a pipe.
    file_ =
        async::FileDescriptor(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (file_.is_open() && ::fstat(file_.get(), &status) == 0 && S_ISREG(status.st_mode)) {
        return true;
    }
    file_ = {};
    return false;
}

/// A log is emptied when its match is played again, and nothing follows the end of a run.
bool MatchLog::begins_anew() const {
    struct stat status{};
    if (offset_ == 0 || ::fstat(file_.get(), &status) != 0) return false;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    return size < offset_ || (size > offset_ && history_.has_ended());
}

void MatchLog::start_over() {
    offset_ = 0;
    lines_ = common::LineSplitter(most_line_bytes);
    is_in_long_line_ = false;
    history_.clear();
}

/// Damaged lines are passed over.
void MatchLog::take_line(std::string_view line, bool is_continued) {
    const bool is_whole = !is_continued && !is_in_long_line_;
    is_in_long_line_ = is_continued;
    if (!is_whole) return;
    if (const std::optional<EventHead> head = read_event_head(line)) history_.add(*head, line);
}

}  // namespace game::web
