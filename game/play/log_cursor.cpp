#include "game/play/log_cursor.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

const LogEvent* LogCursor::next() {
    while (!is_at_end_) {
        const std::optional<std::string_view> line = next_line();
        if (!line && size_ == grows) return nullptr;
        if (!line) {
            is_at_end_ = true;
            if (!reader_.exit_code()) {
                note_problem(lines_read_ + 1, "the log ends here, before the run does");
            }
        } else if (read_event(*line)) {
            ++position_;
            return std::get_if<LogEvent>(&*latest_);
        }
    }
    return nullptr;
}

std::optional<std::string_view> LogCursor::next_line() {
    for (;;) {
        if (const std::optional<std::string_view> line = lines_.next()) return line;
        if (lines_.rest().size() > max_log_line) {
            note_problem(lines_read_ + 1, "the line is longer than 64 MiB");
            return std::nullopt;
        }
        const std::span<char> room = lines_.room();
        const std::size_t wanted = std::min<std::uint64_t>(room.size(), size_ - offset_);
        const ssize_t count =
            ::pread(descriptor_, room.data(), wanted, static_cast<off_t>(offset_));
        if (count < 0) {
            note_problem(lines_read_ + 1,
                         "cannot be read: " + std::generic_category().message(errno));
            return std::nullopt;
        }
        lines_.add(static_cast<std::size_t>(count));
        offset_ += static_cast<std::uint64_t>(count);
        if (count > 0) continue;
        if (size_ == grows) return std::nullopt;
        size_ = offset_;
        const std::string_view last = lines_.rest();
        if (last.empty() || is_last_line_read_) return std::nullopt;
        is_last_line_read_ = true;
        return last;
    }
}

/// True if the line is an event that counts.
bool LogCursor::read_event(std::string_view line) {
    ++lines_read_;
    const bool may_begin = line.find("\"scenario\"") != std::string_view::npos;
    if (is_skipping_ && !may_begin) return false;
    latest_.emplace(reader_.read(line));
    if (const auto* const problem = std::get_if<LogProblem>(&*latest_)) {
        note_problem(lines_read_, problem->what);
        return false;
    }
    if (!std::holds_alternative<ScenarioEvent>(std::get<LogEvent>(*latest_))) return !is_skipping_;
    // A log that goes on in a new file is the same run.
    if (reader_.beginning() == LogReader::Beginning::next_file) return false;
    if (reader_.beginning() == LogReader::Beginning::run_after_cut) {
        note_problem(lines_read_, "another run begins here, before the end of the former");
    }
    is_skipping_ = false;
    return true;
}

/// Of a run that is left, only the first problem is of interest.
void LogCursor::note_problem(std::uint64_t line, const std::string& what) {
    if (is_skipping_) return;
    is_skipping_ = true;
    problems_.push_back(fmt::format("{}:{}: {}", name_, line, what));
}

}  // namespace game
