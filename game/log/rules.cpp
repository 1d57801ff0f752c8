#include "game/log/rules.h"

#include "common/json/base64.h"
#include "common/json/json_message.h"
#include "common/move.h"
#include "common/text/text.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include <fmt/format.h>

namespace game {

namespace {

using Kind = LogValue::Kind;
using Problem = std::optional<std::string>;

constexpr std::size_t shown = 40;  // bytes of a string of the log

std::string_view name_of(LogKey key) {
    return log_key_names[static_cast<std::size_t>(key)];
}

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "true or false";
        case Kind::number:
            return "a number";
        case Kind::text:
            return "a string";
        case Kind::list:
            return "a list";
        case Kind::object:
            return "an object";
        case Kind::absent:
            break;
    }
    return "missing";
}

/// `what` is wrong with the value of `key`.
std::string at(LogKey key, std::string_view what) {
    const bool in_move = key == LogKey::player || key == LogKey::direction;
    return fmt::format("{}{}: {}", in_move ? "/move/" : "/", name_of(key), what);
}

Problem check_number(const LogValue& value, const LogType& type) {
    const double number = value.number;
    if (type.min == type.max && number != type.min) {
        return fmt::format("{} is not {}, the one that this game reads", number, type.min);
    }
    if (number < type.min || number > type.max) {
        return fmt::format("{} is not between {} and {}", number, type.min, type.max);
    }
    if (type.is_above_min && number == type.min) {
        return fmt::format("{} is not above {}", number, type.min);
    }
    if (type.is_whole && !value.whole) return fmt::format("{} is not a whole number", number);
    return std::nullopt;
}

Problem check_text(const LogValue& value, const LogType& type) {
    if (type.is_printable && std::ranges::any_of(value.text, common::is_control)) {
        return "must not contain a control character";
    }
    if (type.choices.empty() || std::ranges::find(type.choices, value.text) != type.choices.end()) {
        return std::nullopt;
    }
    return fmt::format("\"{}\" is not one of {}", shortened(value.text, shown),
                       fmt::join(type.choices, ", "));
}

Problem check_value(const LogValue& value, const LogType& type) {
    if (type.is_nullable && value.kind == Kind::null) return std::nullopt;
    if (value.kind != type.kind) {
        return fmt::format("must be {}{}, not {}", name_of(type.kind),
                           type.is_nullable ? " or null" : "", name_of(value.kind));
    }
    if (type.kind == Kind::number) return check_number(value, type);
    return type.kind == Kind::text ? check_text(value, type) : std::nullopt;
}

Problem check_field(const LogRecord& record, const LogField& field) {
    if (!record.has(field.key)) {
        return field.is_required ? Problem(at(field.key, "is missing")) : std::nullopt;
    }
    const Problem problem = check_value(record[field.key], field.type);
    return problem ? Problem(at(field.key, *problem)) : std::nullopt;
}

/// A key that the record has and the event has not, as a JSON pointer; there must be one.
std::string find_unknown(const LogRecord& record, std::span<const LogField> fields) {
    if (record.unknown_key()) return *record.unknown_key();
    const auto is_known = [fields](LogKey key) {
        return key == LogKey::t || key == LogKey::event ||
               std::ranges::find(fields, key, &LogField::key) != fields.end();
    };
    std::size_t stray = 0;
    while (!record.has(static_cast<LogKey>(stray)) || is_known(static_cast<LogKey>(stray)))
        ++stray;
    return "/" + std::string(log_key_names[stray]);
}

/// All that can be said of each key by itself.
Problem check_fields(const LogRecord& record, LogEventKind kind) {
    std::size_t present = common_log_fields().size();
    for (const LogField& field : log_fields(kind)) {
        if (const Problem problem = check_field(record, field)) return problem;
        if (record.has(field.key)) ++present;
    }
    const bool has_others = record.unknown_key() || present < record.size();
    if (!has_others) return std::nullopt;
    return fmt::format("{}: not a key of the event {}", find_unknown(record, log_fields(kind)),
                       log_event_names[static_cast<std::size_t>(kind)]);
}

Problem check_start(const LogRecord& record) {
    if (record.has_only_words()) return std::nullopt;
    return at(LogKey::command, "must be a list of strings");
}

Problem check_base64(const LogRecord& record, LogKey key) {
    if (!record.has(key)) return std::nullopt;
    const std::optional<std::string> bytes = decode_base64(record[key].text);
    if (!bytes) return at(key, "is not base64");
    if (common::is_utf8(*bytes)) return at(key, "is UTF-8, which needs no base64");
    if (bytes->find('\n') != std::string::npos) return at(key, "is more than one line");
    return std::nullopt;
}

/// What is no text has no move that a log could show exactly, so it may differ.
Problem check_line(const LogRecord& record) {
    if (record.has(LogKey::move)) {
        for (const LogKey key : {LogKey::player, LogKey::direction}) {
            if (!record.has(key)) return at(key, "is missing");
        }
    }
    if (record[LogKey::text].text.find('\n') != std::string::npos) {
        return at(LogKey::text, "is more than one line");
    }
    if (const Problem problem = check_base64(record, LogKey::base64)) return problem;
    if (record.has(LogKey::base64)) return std::nullopt;
    const bool is_whole =
        !record[LogKey::continued].flag && record[LogKey::stream].text == "stdout";
    const auto move = is_whole ? common::parse_move(record[LogKey::text].text) : std::nullopt;
    const bool agree =
        move.has_value() == record.has(LogKey::move) &&
        (!move || (record[LogKey::player].text == move->player &&
                   record[LogKey::direction].text[0] == static_cast<char>(move->direction)));
    return agree ? std::nullopt : Problem(at(LogKey::move, "is not what the text says"));
}

/// How a worker ended is told by one of three keys, by two of them if it timed out.
Problem check_exit(const LogRecord& record) {
    const std::string& status = record[LogKey::status].text;
    const bool may_have_code = status == "exited" || status == "timed_out";
    const bool may_have_signal = status == "signaled" || status == "timed_out";
    const auto check = [&record](LogKey key, bool may) -> Problem {
        if (!record.has(key) || may) return std::nullopt;
        return at(key, fmt::format("does not go with the status {}", record[LogKey::status].text));
    };
    if (const Problem problem = check(LogKey::exit_code, may_have_code)) return problem;
    if (const Problem problem = check(LogKey::signal, may_have_signal)) return problem;
    if (const Problem problem = check(LogKey::error, status == "cannot_start")) return problem;
    if (record.has(LogKey::exit_code) && record.has(LogKey::signal)) {
        return at(LogKey::signal, "does not go with an exit code");
    }
    if (record.has(LogKey::exit_code) || record.has(LogKey::signal) || record.has(LogKey::error)) {
        return std::nullopt;
    }
    if (may_have_code) return at(LogKey::exit_code, "is missing");
    return at(may_have_signal ? LogKey::signal : LogKey::error, "is missing");
}

Problem check_command(const LogRecord& record) {
    if (record.has(LogKey::error_base64) && !record.has(LogKey::error)) {
        return at(LogKey::error, "is missing");
    }
    if (const Problem problem = check_base64(record, LogKey::base64)) return problem;
    return check_base64(record, LogKey::error_base64);
}

Problem check_end(const LogRecord& record) {
    const bool is_success = record[LogKey::exit_code].number == 0;
    if (!is_success || record[LogKey::failed].number == 0) return std::nullopt;
    return at(LogKey::exit_code, "is 0, but workers failed");
}

/// What concerns several keys of an event, or more of one than its type.
Problem check_event(const LogRecord& record, LogEventKind kind) {
    switch (kind) {
        case LogEventKind::start:
            return check_start(record);
        case LogEventKind::line:
            return check_line(record);
        case LogEventKind::exit:
            return check_exit(record);
        case LogEventKind::command:
            return check_command(record);
        case LogEventKind::end:
            return check_end(record);
        default:
            return std::nullopt;
    }
}

}  // namespace

std::variant<LogEventKind, LogProblem> check_log_record(const LogRecord& record) {
    for (const LogField& field : common_log_fields()) {
        if (const Problem problem = check_field(record, field)) return LogProblem{*problem};
    }
    const auto* const name = std::ranges::find(log_event_names, record[LogKey::event].text);
    const auto kind = static_cast<LogEventKind>(name - log_event_names.begin());
    if (const Problem problem = check_fields(record, kind)) return LogProblem{*problem};
    if (const Problem problem = check_event(record, kind)) return LogProblem{*problem};
    return kind;
}

}  // namespace game
