/// LogReader: from the lines of a log back to the events of its run.
#pragma once

#include "common/json/json_text.h"
#include "game/events/events.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace game {

using LogEvent = std::variant<ScenarioEvent, ClockEvent, StartEvent, LineEvent, ExitEvent,
                              CommandEvent, StopEvent, EndEvent>;

/// Why a line is not one of a log, or cannot stand where it does: `/worker: 3 does not run`. One
/// line of bounded length.
struct LogProblem {
    std::string what;
};

/// The longest label of a worker that is read, in bytes. The writer's have its number, and at most
/// 64 bytes of a name.
inline constexpr std::size_t max_log_label = 128;

/// Passive: its owner passes it a log (README, "The log") line by line, and gets the events that
/// LogWriter was told, each as it was but for parts of a microsecond. The memory that it takes
/// depends on the longest line and on how many workers run at once.
///
/// A log may hold anything. Every event that is returned has values within the bounds of its types,
/// and comes in an order in which a run can happen: the scenario first, time never backwards, lines
/// and ends only of workers that run, with as many lines as were read. Keys that are not known are
/// ignored. After a problem, reading is over.
class LogReader {
  public:
    /// Reads the next line, without its newline. Views in the event are valid until the next call.
    std::variant<LogEvent, LogProblem> read(std::string_view line);

    /// The exit code of the run, once its last event has been read.
    const std::optional<int>& exit_code() const { return exit_code_; }

  private:
    class Fields;

    /// A worker that runs.
    struct Worker {
        std::string label;
        std::uint64_t lines = 0;
    };

    LogEvent event(const Fields& fields);
    void check_order(const Fields& fields);
    void check_number(std::uint64_t number);
    ScenarioEvent scenario(const Fields& fields) const;
    StartEvent start(const Fields& fields);
    LineEvent line(const Fields& fields);
    ExitEvent exit(const Fields& fields);
    CommandEvent command(const Fields& fields);
    EndEvent end(const Fields& fields);
    Worker& running(std::uint64_t number);

    common::Json line_;                 ///< the latest; owns the texts of its event
    std::string exact_text_;            ///< what stood in base64
    std::vector<std::string> command_;  ///< of the worker that started last
    std::string ended_label_;           ///< of the worker that ended last
    std::unordered_map<std::uint64_t, Worker> running_;
    std::uint64_t latest_worker_ = 0;
    std::unordered_set<std::uint64_t> skipped_;  ///< numbers below that have not started
    bool has_begun_ = false;
    async::Duration t_{0};  ///< of the latest event
    std::optional<int> exit_code_;
};

}  // namespace game
