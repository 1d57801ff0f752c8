/// LogReader: from the lines of a log back to the events of its run.
#pragma once

#include "game/events/events.h"
#include "game/log/record.h"
#include "game/log/rules.h"
#include "game/log/workers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace game {

using LogEvent = std::variant<ScenarioEvent, ClockEvent, StartEvent, LineEvent, ExitEvent,
                              CommandEvent, StopEvent, EndEvent>;

/// Entirely passive: its owner feeds it a log (README, "The log") line by line, and is handed the
/// events that NdjsonReporter was told, each as it was but for what is below a microsecond. The
/// memory that it takes depends on the longest line and on how many workers run at once.
///
/// It believes nothing: a line that no `game` could have written after those before it is a
/// problem, with which reading is over.
class LogReader {
  public:
    /// Reads the next line, without its newline. What the event's views refer to lives until the
    /// next call.
    std::variant<LogEvent, LogProblem> read(std::string_view line);

    /// The exit code of the run, once its last event has been read.
    const std::optional<int>& exit_code() const { return exit_code_; }

  private:
    using Result = std::variant<LogEvent, LogProblem>;

    std::optional<LogProblem> check_order(LogEventKind kind);
    std::optional<LogProblem> check_exit(std::uint64_t number);
    Result make(LogEventKind kind);
    Result make_start();
    Result make_line();
    Result make_exit();
    Result make_command();
    Result make_end();
    std::uint64_t whole(LogKey key) const { return record_[key].whole.value_or(0); }
    async::Duration duration(LogKey key) const;
    std::string_view exact(LogKey text, LogKey base64);

    LogRecord record_;
    LogWorkers workers_;
    bool has_begun_ = false;
    async::Duration t_{0};  ///< of the latest event
    std::uint64_t moves_ = 0;
    std::string decoded_;      ///< what stood in base64
    std::string ended_label_;  ///< of the worker that ended last
    std::optional<int> exit_code_;
};

}  // namespace game
