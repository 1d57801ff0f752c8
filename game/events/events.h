/// What happens in a run, as every output is told it (game(1)).
#pragma once

#include "common/async/time.h"
#include "common/move.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace game {

/// In every event, `t` is the time since the start on the scenario's scale. Strings that are views
/// are valid while the event is reported.

/// The run begins.
struct ScenarioEvent {
    async::Duration t;
    std::string_view file;
    std::optional<std::uint64_t> seed;
    double speed;
    std::uint64_t workers;  ///< how many the script launches
};

/// A second has passed.
struct ClockEvent {
    async::Duration t;
    std::int64_t seconds;
};

/// A worker is launched: its process runs, or could not be started.
struct StartEvent {
    async::Duration t;
    std::uint64_t worker;  ///< its number, from 1
    std::string_view label;
    std::optional<pid_t> pid;  ///< none if it could not be started
    const std::vector<std::string>& command;
};

enum class Stream { standard_output, standard_error };

/// A worker has written a line, or a piece of one.
struct LineEvent {
    async::Duration t;
    std::uint64_t worker;
    std::string_view label;
    Stream stream;
    std::string_view text;  ///< without its newline; any bytes
    bool continued;         ///< a piece, and more of the line follows
};

/// The move that the line is, if it is one.
inline std::optional<common::Move> move_of(const LineEvent& event) {
    const bool is_whole = event.stream == Stream::standard_output && !event.continued;
    return is_whole ? common::parse_move(event.text) : std::nullopt;
}

enum class ExitStatus {
    exited,
    signaled,
    timed_out,
    cannot_start,
    lost,  ///< its end is not known: who watched it is gone
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
    bool failed = false;              ///< by itself; not if it was stopped on request
};

enum class CommandSource { keyboard, control };

/// Somebody has given a command.
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
