/// LogCursor: the events of a log that is a file, one after the other.
#pragma once

#include "game/log/lines.h"
#include "game/log/reader.h"
#include "game/play/event_source.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace game {

/// Reads a log from its beginning. To go back, its owner makes another one. What is damaged is left
/// out, up to the next run that begins.
class LogCursor final : public EventSource {
  public:
    /// The size of a log that is still written. At its end `next` returns null, and more when there
    /// is more; that it ends there is no problem.
    static constexpr std::uint64_t grows = std::numeric_limits<std::uint64_t>::max();

    /// `descriptor`, of a regular file, stays the caller's; it is read where others may read, too.
    /// What lies behind `size` bytes is not read: another process may still write it. `name` is for
    /// problems; `read_size` is that of LogLines.
    LogCursor(int descriptor, std::uint64_t size, std::string name,
              std::size_t read_size = LogLines::usual_read_size)
        : descriptor_(descriptor), size_(size), name_(std::move(name)), lines_(read_size) {}

    const LogEvent* next() override;
    std::uint64_t position() const override { return position_; }
    const std::optional<int>& exit_code() const override { return reader_.exit_code(); }
    std::vector<std::string> problems() const override { return problems_; }

  private:
    std::optional<std::string_view> next_line();
    bool read_event(std::string_view line);
    void note_problem(std::uint64_t line, const std::string& what);

    int descriptor_;
    std::uint64_t size_;
    std::string name_;
    std::uint64_t offset_ = 0;
    LogLines lines_;
    LogReader reader_;
    std::uint64_t lines_read_ = 0;
    std::optional<std::variant<LogEvent, LogProblem>> latest_;
    std::uint64_t position_ = 0;
    bool is_skipping_ = false;        ///< until the next run begins
    bool is_last_line_read_ = false;  ///< the one without a newline
    bool is_at_end_ = false;
    std::vector<std::string> problems_;
};

}  // namespace game
