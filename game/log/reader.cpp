#include "game/log/reader.h"

#include "common/json/base64.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

LogProblem problem(std::string what) {
    return {std::move(what)};
}

ExitStatus status_of(const std::string& name) {
    if (name == "exited") return ExitStatus::exited;
    if (name == "signaled") return ExitStatus::signaled;
    return name == "timed_out" ? ExitStatus::timed_out : ExitStatus::cannot_start;
}

double in_seconds(async::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

std::variant<LogEvent, LogProblem> LogReader::read(std::string_view line) {
    if (std::optional<std::string> mistake = record_.read(line)) return problem(*mistake);
    const std::variant<LogEventKind, LogProblem> checked = check_log_record(record_);
    if (const auto* const wrong = std::get_if<LogProblem>(&checked)) return *wrong;
    const auto kind = std::get<LogEventKind>(checked);
    if (const auto wrong = check_order(kind)) return *wrong;
    return make(kind);
}

std::optional<LogProblem> LogReader::check_order(LogEventKind kind) {
    if (exit_code_) return problem("nothing can follow the end");
    const bool is_first = !std::exchange(has_begun_, true);
    if (is_first != (kind == LogEventKind::scenario)) {
        return problem("the event scenario, and no other, must stand in the first line");
    }
    const async::Duration t = duration(LogKey::t);
    if (t < t_) {
        return problem(
            fmt::format("/t: time goes backwards, from {} to {}", in_seconds(t_), in_seconds(t)));
    }
    t_ = t;
    return std::nullopt;
}

LogReader::Result LogReader::make(LogEventKind kind) {
    switch (kind) {
        case LogEventKind::scenario:
            return ScenarioEvent{t_, record_[LogKey::file].text, record_[LogKey::seed].whole,
                                 record_[LogKey::speed].number, whole(LogKey::workers)};
        case LogEventKind::clock:
            return ClockEvent{t_, static_cast<std::int64_t>(whole(LogKey::seconds))};
        case LogEventKind::start:
            return make_start();
        case LogEventKind::line:
            return make_line();
        case LogEventKind::exit:
            return make_exit();
        case LogEventKind::command:
            return make_command();
        case LogEventKind::stop:
            workers_.stop();
            return StopEvent{t_, record_[LogKey::reason].text};
        case LogEventKind::end:
            return make_end();
    }
    return problem("no event");
}

LogReader::Result LogReader::make_start() {
    const std::uint64_t number = whole(LogKey::worker);
    if (number != workers_.next()) {
        return problem(
            fmt::format("/worker: {} starts where {} is the next", number, workers_.next()));
    }
    const std::string& label = record_[LogKey::label].text;
    const std::optional<std::uint64_t>& pid = record_[LogKey::pid].whole;
    const bool has_process = record_[LogKey::pid].kind != LogValue::Kind::null;
    workers_.start(label, has_process);
    const auto process = has_process ? std::optional(static_cast<pid_t>(*pid)) : std::nullopt;
    return StartEvent{t_, number, label, process, record_.words()};
}

LogReader::Result LogReader::make_line() {
    const std::uint64_t number = whole(LogKey::worker);
    LogWorkers::Worker* const worker = workers_.find(number);
    if (worker == nullptr || !worker->has_process) {
        return problem(fmt::format("/worker: {} does not run", number));
    }
    ++worker->lines;
    const bool is_output = record_[LogKey::stream].text == "stdout";
    const LineEvent event{t_,
                          number,
                          worker->label,
                          is_output ? Stream::standard_output : Stream::standard_error,
                          exact(LogKey::text, LogKey::base64),
                          record_[LogKey::continued].flag};
    if (move_of(event)) ++moves_;
    return event;
}

/// Why worker `number` cannot end so, if it cannot.
std::optional<LogProblem> LogReader::check_exit(std::uint64_t number) {
    const LogWorkers::Worker* const worker = workers_.find(number);
    if (worker == nullptr) return problem(fmt::format("/worker: {} does not run", number));
    if (worker->lines != whole(LogKey::lines)) {
        return problem(
            fmt::format("/lines: {}, but the log has {}", whole(LogKey::lines), worker->lines));
    }
    const std::uint64_t others = workers_.running() - 1;
    if (others != whole(LogKey::running)) {
        return problem(
            fmt::format("/running: {}, but by the log it is {}", whole(LogKey::running), others));
    }
    const bool has_started = status_of(record_[LogKey::status].text) != ExitStatus::cannot_start;
    if (worker->has_process == has_started) return std::nullopt;
    return problem("/status: does not go with how the worker started");
}

LogReader::Result LogReader::make_exit() {
    const std::uint64_t number = whole(LogKey::worker);
    if (const auto wrong = check_exit(number)) return *wrong;
    const bool has_error = record_.has(LogKey::error);
    ExitEvent event{t_,
                    number,
                    {},
                    status_of(record_[LogKey::status].text),
                    static_cast<int>(whole(LogKey::exit_code)),
                    static_cast<int>(whole(LogKey::signal)),
                    has_error ? record_[LogKey::error].text : std::string()};
    event.ran = duration(LogKey::seconds);
    event.user_time = duration(LogKey::user_seconds);
    event.system_time = duration(LogKey::system_seconds);
    event.max_rss_bytes = whole(LogKey::max_rss_bytes);
    event.lines = whole(LogKey::lines);
    event.running = whole(LogKey::running);
    LogWorkers::Ended ended = workers_.end(event);
    event.failed = ended.failed;
    ended_label_ = std::move(ended.label);
    event.label = ended_label_;
    return event;
}

LogReader::Result LogReader::make_command() {
    std::optional<std::string> error;
    if (record_.has(LogKey::error)) error = exact(LogKey::error, LogKey::error_base64);
    const std::string_view text = exact(LogKey::text, LogKey::base64);
    if (!error) workers_.obey(text);
    const bool is_typed = record_[LogKey::from].text == "keyboard";
    return CommandEvent{t_, text, is_typed ? CommandSource::keyboard : CommandSource::control,
                        std::move(error)};
}

LogReader::Result LogReader::make_end() {
    if (workers_.running() > 0) {
        return problem(fmt::format("ends while {} workers still run", workers_.running()));
    }
    const auto count = [this](LogKey key, std::uint64_t counted) -> std::optional<LogProblem> {
        if (whole(key) == counted) return std::nullopt;
        return problem(fmt::format("/{}: {}, but the log has {}",
                                   log_key_names[static_cast<std::size_t>(key)], whole(key),
                                   counted));
    };
    if (const auto wrong = count(LogKey::workers, workers_.launched())) return *wrong;
    if (const auto wrong = count(LogKey::failed, workers_.failed())) return *wrong;
    if (const auto wrong = count(LogKey::moves, moves_)) return *wrong;
    exit_code_ = static_cast<int>(whole(LogKey::exit_code));
    return EndEvent{t_, workers_.launched(), workers_.failed(), *exit_code_};
}

/// A duration that was written with microseconds; exact, since doubles are, up to 136 years.
async::Duration LogReader::duration(LogKey key) const {
    return std::chrono::microseconds(std::llround(record_[key].number * 1e6));
}

/// The bytes of a text: those in base64 where it is no UTF-8.
std::string_view LogReader::exact(LogKey text, LogKey base64) {
    if (!record_.has(base64)) return record_[text].text;
    decoded_ = decode_base64(record_[base64].text).value_or(std::string());
    return decoded_;
}

}  // namespace game
