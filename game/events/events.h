/// What happens in a run, as it is reported to every output (game(1)).
///
/// The room game/events is the interface between what plays a run (game/play) and what shows it
/// (game/reporters, game/log, game/timeline). The events are plain data, in this file. A Reporter
/// (reporter.h) takes them one by one; a ReporterList passes them on to several; an Audience is a
/// Reporter that can be too slow, and can be waited for. TimeScale is the clock of all events. A
/// new output is a new Reporter, and one line where the outputs are made.
#pragma once

#include "common/async/time.h"
#include "common/move.h"
#include "common/part.h"
#include "common/text/wall_time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <sys/types.h>

namespace game {

/// In every event, `t` is the time since the start on the scenario's scale. Strings that are views
/// are valid while the event is reported.

/// A worker that already runs where a log goes on in a new file.
struct RunningWorker {
    async::Duration start;  ///< when it was launched
    std::uint64_t worker;
    std::string label;
    std::optional<pid_t> pid;
    std::vector<std::string> command;
    std::uint64_t lines = 0;  ///< how many it has written so far
    std::string host = {};    ///< that it runs on; empty if the scenario has no hosts
};

/// How far a run is where its log goes on in a new file (game(1), SIGUSR1).
struct RunSoFar {
    std::uint64_t moves = 0;
    std::vector<RunningWorker> running;  ///< in the order in which they were launched
};

/// The run begins; or its log does, when a part of it was put away before.
struct ScenarioEvent {
    async::Duration t;
    std::string_view file;
    std::optional<std::uint64_t> seed;
    double speed;
    std::uint64_t workers;  ///< how many the script launches
    /// The time of day at the start. Logs of earlier versions do not have it.
    std::optional<common::WallTime> started = std::nullopt;
    const RunSoFar* so_far = nullptr;                 ///< null at the beginning of a run
    std::optional<common::Part> part = std::nullopt;  ///< the run is that of a part
    bool is_merged = false;  ///< made of the logs of parts; it has no standings
};

/// The time of day at `t` of the run that `scenario` begins, if it is known.
inline std::optional<common::WallTime> wall_time_at(const ScenarioEvent& scenario,
                                                    async::Duration t) {
    if (!scenario.started) return std::nullopt;
    const std::chrono::duration<double, std::milli> real =
        std::chrono::duration<double, std::milli>(t) / scenario.speed;
    constexpr double longest = 1e15;  // 30 000 years, which the calendar has
    const double milliseconds = real.count() < longest ? real.count() : longest;
    return *scenario.started +
           std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(milliseconds));
}

/// A second has passed.
struct ClockEvent {
    async::Duration t;
    std::int64_t seconds;
};

/// A worker has been launched: its process runs, or could not be started.
struct StartEvent {
    async::Duration t;
    std::uint64_t worker;  ///< its number, from 1
    std::string_view label;
    std::optional<pid_t> pid;  ///< none if it could not be started
    const std::vector<std::string>& command;
    bool is_repeated = false;    ///< it was launched before this part of the log begins
    std::string_view host = {};  ///< that it runs on; empty if the scenario has no hosts
};

enum class Stream { standard_output, standard_error };

/// A worker has written a line, or a piece of one.
struct LineEvent {
    async::Duration t;
    std::uint64_t worker;
    std::string_view label;
    Stream stream;
    std::string_view text;                             ///< without its newline; any bytes
    bool continued;                                    ///< a piece, and more of the line follows
    std::optional<std::uint64_t> turn = std::nullopt;  ///< of the match, that was open

    /// The move that the line is, if it is one: decided once for all outputs, from the above.
    std::optional<common::Move> move = parse_move();

  private:
    /// Quick, for most lines are none.
    std::optional<common::Move> parse_move() const {
        const bool may_be_move =
            text.size() > 2 && text[1] == ' ' && stream == Stream::standard_output && !continued;
        return may_be_move ? common::parse_move(text) : std::nullopt;
    }
};

enum class ExitStatus {
    exited,
    signaled,
    timed_out,
    cannot_start,
    lost,  ///< it is not known how it ended, or whether it has
};

/// A worker has ended.
struct ExitEvent {
    async::Duration t{0};
    std::uint64_t worker = 0;
    std::string_view label;
    ExitStatus status = ExitStatus::exited;
    int exit_code = 0;             ///< if it exited
    int signal = 0;                ///< if it was killed
    std::string error;             ///< if it could not be started
    async::Duration ran{0};        ///< how long
    async::Duration user_time{0};  ///< processor time, of the world's seconds
    async::Duration system_time{0};
    std::uint64_t max_rss_bytes = 0;  ///< its peak memory
    std::uint64_t lines = 0;          ///< how many lines, or pieces, it wrote
    std::uint64_t running = 0;        ///< how many workers still run
    bool failed = false;              ///< not if it was stopped on request
};

/// How a worker ended, in the words of game(1): `exit code 0`, `timed out`, `cannot start: …`.
inline std::string describe_exit(const ExitEvent& event) {
    switch (event.status) {
        case ExitStatus::exited:
            return fmt::format("exit code {}", event.exit_code);
        case ExitStatus::signaled:
            return fmt::format("exit code {}", -event.signal);
        case ExitStatus::timed_out:
            return "timed out";
        case ExitStatus::cannot_start:
            return "cannot start: " + event.error;
        case ExitStatus::lost:
            return "lost";
    }
    return {};
}

enum class CommandSource { keyboard, control };

/// A command has been given.
struct CommandEvent {
    async::Duration t;
    std::string_view text;
    CommandSource from;
    std::optional<std::string> error;  ///< why it was refused, if it was
};

/// The run is being stopped before its end.
struct StopEvent {
    async::Duration t;
    std::string_view reason;  ///< a signal's name, `quit`, `fail-fast`, …
};

/// The run is over.
struct EndEvent {
    async::Duration t;
    std::uint64_t workers;  ///< how many were launched
    std::uint64_t failed;
    int exit_code;
};

}  // namespace game
