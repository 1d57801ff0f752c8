/// The events of a log, their keys, and what stands behind each: `scenarios/log.schema.json` as a
/// table.
#pragma once

#include "game/log/record.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace game {

/// The kinds of lines.
enum class LogEventKind : std::uint8_t { scenario, clock, start, line, exit, command, stop, end };

/// What a value must be.
struct LogType {
    LogValue::Kind kind;
    double min = 0;  ///< of a number; below `max`, or the one that it must be
    double max = 0;
    bool is_whole = true;                            ///< of a number
    bool is_above_min = false;                       ///< of a number
    bool is_nullable = false;                        ///< null will do as well
    bool is_printable = false;                       ///< of a string: it has no control character
    std::span<const std::string_view> choices = {};  ///< of a string, if only these will do
};

/// One key of one event.
struct LogField {
    LogKey key;
    const LogType& type;
    bool is_required = true;
};

/// The keys that every event has.
std::span<const LogField> common_log_fields();

/// The further keys of one kind of event. Those of the object `move` are among them.
std::span<const LogField> log_fields(LogEventKind kind);

/// The kinds' names, in the order of LogEventKind, as the key `event` has them.
inline constexpr std::array<std::string_view, 8> log_event_names = {
    "scenario", "clock", "start", "line", "exit", "command", "stop", "end",
};

}  // namespace game
