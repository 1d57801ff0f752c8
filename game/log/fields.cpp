#include "game/log/fields.h"

#include "game/log/writer.h"

#include <limits>

namespace game {

namespace {

using Kind = LogValue::Kind;

/// The largest whole number up to which a double, and so every JSON reader, has all of them.
constexpr double most = 9007199254740991;

/// A little beyond what async::Duration and TimeScale can hold, and less than twice that.
constexpr double longest = 4'700'000'000;

constexpr std::array<std::string_view, 2> streams = {"stdout", "stderr"};
constexpr std::array<std::string_view, 4> statuses = {"exited", "signaled", "timed_out",
                                                      "cannot_start"};
constexpr std::array<std::string_view, 2> sources = {"keyboard", "control"};
constexpr std::array<std::string_view, 4> directions = {"N", "E", "S", "W"};

constexpr LogType count = {Kind::number, 0, most};
constexpr LogType worker = {Kind::number, 1, most};
constexpr LogType version = {Kind::number, ndjson_version, ndjson_version};
constexpr LogType seed = {.kind = Kind::number, .max = 18446744073709551615.0, .is_nullable = true};
constexpr LogType pid = {.kind = Kind::number, .min = 1, .max = 2147483647, .is_nullable = true};
constexpr LogType exit_code = {Kind::number, 0, 255};
constexpr LogType signal = {Kind::number, 1, 64};
constexpr LogType seconds = {.kind = Kind::number, .max = longest, .is_whole = false};
constexpr LogType speed = {.kind = Kind::number,
                           .max = std::numeric_limits<double>::max(),
                           .is_whole = false,
                           .is_above_min = true};
constexpr LogType text = {Kind::text};
constexpr LogType label = {.kind = Kind::text, .is_printable = true};
constexpr LogType event_name = {.kind = Kind::text, .choices = log_event_names};
constexpr LogType stream = {.kind = Kind::text, .choices = streams};
constexpr LogType status = {.kind = Kind::text, .choices = statuses};
constexpr LogType source = {.kind = Kind::text, .choices = sources};
constexpr LogType direction = {.kind = Kind::text, .choices = directions};
constexpr LogType flag = {Kind::boolean};
constexpr LogType words = {Kind::list};
constexpr LogType object = {Kind::object};

constexpr bool optional = false;

constexpr std::array common_fields = {LogField{LogKey::t, seconds},
                                      LogField{LogKey::event, event_name}};
constexpr std::array scenario_fields = {
    LogField{LogKey::version, version}, LogField{LogKey::file, text},
    LogField{LogKey::seed, seed},       LogField{LogKey::speed, speed},
    LogField{LogKey::workers, count},
};
constexpr std::array clock_fields = {LogField{LogKey::seconds, count}};
constexpr std::array start_fields = {
    LogField{LogKey::worker, worker},
    LogField{LogKey::label, label},
    LogField{LogKey::pid, pid},
    LogField{LogKey::command, words},
};
constexpr std::array line_fields = {
    LogField{LogKey::worker, worker},
    LogField{LogKey::stream, stream},
    LogField{LogKey::text, text},
    LogField{LogKey::continued, flag, optional},
    LogField{LogKey::base64, text, optional},
    LogField{LogKey::move, object, optional},
    LogField{LogKey::player, text, optional},
    LogField{LogKey::direction, direction, optional},
};
constexpr std::array exit_fields = {
    LogField{LogKey::worker, worker},
    LogField{LogKey::status, status},
    LogField{LogKey::exit_code, exit_code, optional},
    LogField{LogKey::signal, signal, optional},
    LogField{LogKey::error, text, optional},
    LogField{LogKey::seconds, seconds},
    LogField{LogKey::user_seconds, seconds},
    LogField{LogKey::system_seconds, seconds},
    LogField{LogKey::max_rss_bytes, count},
    LogField{LogKey::lines, count},
    LogField{LogKey::running, count},
};
constexpr std::array command_fields = {
    LogField{LogKey::text, text},
    LogField{LogKey::base64, text, optional},
    LogField{LogKey::from, source},
    LogField{LogKey::error, text, optional},
    LogField{LogKey::error_base64, text, optional},
};
constexpr std::array stop_fields = {LogField{LogKey::reason, text}};
constexpr std::array end_fields = {
    LogField{LogKey::workers, count},       LogField{LogKey::failed, count},
    LogField{LogKey::moves, count},         LogField{LogKey::seconds, seconds},
    LogField{LogKey::exit_code, exit_code},
};

/// In the order of LogEventKind.
constexpr std::array<std::span<const LogField>, log_event_names.size()> fields_of_events = {
    scenario_fields, clock_fields,   start_fields, line_fields,
    exit_fields,     command_fields, stop_fields,  end_fields,
};

}  // namespace

std::span<const LogField> common_log_fields() {
    return common_fields;
}

std::span<const LogField> log_fields(LogEventKind kind) {
    return fields_of_events[static_cast<std::size_t>(kind)];
}

}  // namespace game
