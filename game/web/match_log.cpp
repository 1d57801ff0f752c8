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
        if (std::exchange(is_anew_, false)) return Step::anew;
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

/// A log is emptied when its match is played again.
bool MatchLog::begins_anew() {
    struct stat status{};
    if (::fstat(file_.get(), &status) != 0) return false;
    std::array<char, 1024> bytes{};
    const ssize_t count = ::pread(file_.get(), bytes.data(), bytes.size(), 0);
    if (count < 0) return false;
    const std::string_view start(bytes.data(), static_cast<std::size_t>(count));
    const bool is_same =
        static_cast<std::uint64_t>(status.st_size) >= offset_ && start.starts_with(start_);
    start_ = start;
    return !is_same;
}

void MatchLog::start_over() {
    offset_ = 0;
    lines_ = common::LineSplitter(most_line_bytes);
    is_in_long_line_ = false;
    has_run_ = false;
    history_.clear();
}

/// Damaged lines are passed over.
void MatchLog::take_line(std::string_view line, bool is_continued) {
    const bool is_whole = !is_continued && !is_in_long_line_;
    is_in_long_line_ = is_continued;
    if (!is_whole) return;
    const std::optional<EventHead> head = read_event_head(line);
    if (!head) return;
    if (head->event == "scenario" && !head->is_continuation && std::exchange(has_run_, true)) {
        is_anew_ = true;
        history_.clear();
    }
    history_.add(*head, line);
}

}  // namespace game::web
