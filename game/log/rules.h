/// What a line of a log must look like by itself.
#pragma once

#include "game/log/fields.h"
#include "game/log/record.h"

#include <string>
#include <variant>

namespace game {

/// Why a line is none that a log can have, or none that can stand where it does, in one line of
/// bounded length: `/worker: must be a number, not a string`.
struct LogProblem {
    std::string what;
};

/// What kind of event a line is, each of whose values is then as it must be: every key that the
/// event needs, none that it does not know, and each value of its type and within its bounds.
///
/// Holds to what `scenarios/log.schema.json` says, and to what a schema cannot say: that base64 is
/// base64, and that `move` is what `text` says.
std::variant<LogEventKind, LogProblem> check_log_record(const LogRecord& record);

}  // namespace game
