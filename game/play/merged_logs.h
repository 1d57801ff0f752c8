/// MergedLogs: the logs of the parts of a run (game(1), --part) as the log of one run.
#pragma once

#include "common/part.h"
#include "common/text/wall_time.h"
#include "game/log/reader.h"
#include "game/play/event_source.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// Reads all its logs side by side, and returns their events in the order of their times; at equal
/// times, in the order of the logs. So it holds one event a log.
///
/// The run that it tells has one scenario, with the workers of all parts; one clock, which has each
/// second once, when the first part has it; `running` counted over all parts; and one end, which is
/// that of the last part, with the largest exit code. A part without an end is a problem; if it has
/// workers that did not end, there is no end at all.
///
/// Standings are left out: each part has those of its own matches only.
///
/// A log is left out, which is a problem, if it is of another run than the first of a part, or of a
/// part that another log has, or if it begins in the middle of a run.
class MergedLogs final : public EventSource {
  public:
    struct Log {
        std::string name;  ///< for problems
        std::unique_ptr<EventSource> events;
    };

    /// Reads the first event of each. Throws common::UsageError if there are runs, and none of them
    /// is a part.
    explicit MergedLogs(std::vector<Log> logs);

    const LogEvent* next() override;
    std::uint64_t position() const override { return position_; }
    const std::optional<int>& exit_code() const override { return exit_code_; }
    std::vector<std::string> problems() const override;

  private:
    /// A log that is not at its end, or whose latest event is in use.
    struct Stream {
        std::size_t index;  ///< of the log
        async::Duration t;  ///< of `event`
        const LogEvent* event;
    };

    /// What all parts must have in common, and the first of them to have it.
    struct Whole {
        std::string file;
        std::optional<std::uint64_t> seed;
        double speed;
        std::uint64_t parts;
        std::string first_log;
    };

    void add_log(std::size_t index, const LogEvent& event);
    std::optional<std::string> why_left_out(const ScenarioEvent& event) const;
    void note_missing_parts();
    void begin();
    void advance();
    const LogEvent* pass(const LogEvent& event);
    const LogEvent* end();
    const LogEvent* made(LogEvent event);

    std::vector<Log> logs_;
    std::vector<Stream> streams_;                 ///< a heap; the earliest is its front
    std::optional<std::size_t> in_use_;           ///< the log whose event was returned last
    std::optional<Whole> whole_;                  ///< none if no log has a part
    std::map<std::uint64_t, std::string> parts_;  ///< the log of each part that is there
    std::vector<std::string> problems_;           ///< beside those of the logs themselves
    std::optional<LogEvent> made_;                ///< the latest that no log has as it is
    std::uint64_t planned_ = 0;                   ///< workers
    std::optional<common::WallTime> started_;
    std::optional<std::int64_t> clock_;  ///< its latest second
    async::Duration t_{0};               ///< of the latest event
    std::uint64_t running_ = 0;
    std::uint64_t launched_ = 0;
    std::uint64_t failed_ = 0;
    int largest_exit_code_ = 0;
    std::uint64_t position_ = 0;
    bool has_begun_ = false;
    bool has_tournament_ = false;
    bool has_ended_ = false;
    std::optional<int> exit_code_;
};

}  // namespace game
