#include "game/log/reader.h"

#include "game/log/bad_line.h"
#include "game/log/fields.h"
#include "game/log/writer.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

std::optional<ExitStatus> exit_status_of(std::string_view name) {
    for (const auto status : {ExitStatus::exited, ExitStatus::signaled, ExitStatus::timed_out,
                              ExitStatus::cannot_start, ExitStatus::lost}) {
        if (name_of(status) == name) return status;
    }
    return std::nullopt;
}

double in_seconds(async::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

std::variant<LogEvent, LogProblem> LogReader::read(std::string_view line) {
    is_lost_before_ = std::exchange(is_lost_, true);
    auto parsed = common::parse_json(line);
    if (const auto* const problem = std::get_if<common::JsonProblem>(&parsed)) {
        if (problem->is_cut_short) return LogProblem{"the line is cut short"};
        return LogProblem{fmt::format("column {}: {}", problem->column, problem->what)};
    }
    line_ = std::move(std::get<Json>(parsed));
    try {
        LogEvent result = event(LogFields(line_));
        is_lost_ = is_lost_before_ && !std::holds_alternative<ScenarioEvent>(result);
        return result;
    } catch (const BadLine& bad) {
        return LogProblem{bad.what()};
    }
}

LogEvent LogReader::event(const LogFields& fields) {
    check_order(fields);
    const std::string& name = fields.text("event");
    if (name == "line") return line(fields);
    if (name == "clock") {
        return ClockEvent{t_, static_cast<std::int64_t>(fields.whole("seconds"))};
    }
    if (name == "start") return start(fields);
    if (name == "exit") return exit(fields);
    if (name == "command") return command(fields);
    if (name == "stop") return StopEvent{t_, fields.text("reason")};
    if (name == "scenario") return scenario(fields);
    if (name == "match") return match_.match(line_, t_);
    if (name == "turn") return match_.turn(line_, t_);
    if (name == "result") return match_.result(line_, t_);
    if (name == "tournament") return tournament_.tournament(line_, t_);
    if (name == "match_start") return tournament_.match_start(line_, t_);
    if (name == "match_end") return tournament_.match_end(line_, t_);
    if (name == "standings") return tournament_.standings(line_, t_);
    if (name == "end") return end(fields);
    throw BadLine("event", quoted_start(name) + " is not known");
}

void LogReader::check_order(const LogFields& fields) {
    if (fields.text("event") == "scenario") return;
    if (!has_begun_) throw BadLine("the event scenario must stand in the first line");
    if (exit_code_) throw BadLine("nothing but another run can follow the end");
    const async::Duration t = fields.seconds("t");
    if (t < t_) {
        throw BadLine(
            "t", fmt::format("time goes backwards, from {} to {}", in_seconds(t_), in_seconds(t)));
    }
    t_ = t;
}

LogReader::Worker& LogReader::running(std::uint64_t number) {
    const auto found = running_.find(number);
    if (found == running_.end()) throw BadLine("worker", fmt::format("{} does not run", number));
    return found->second;
}

ScenarioEvent LogReader::scenario(const LogFields& fields) {
    const std::uint64_t version = fields.whole("version");
    if (version != log_version) {
        throw BadLine("version", fmt::format("{} is not {}, the one that this game reads", version,
                                             log_version));
    }
    const double speed = fields.number("speed", 0, std::numeric_limits<double>::max());
    if (speed == 0) throw BadLine("speed", "0 is not above 0");
    ScenarioEvent event{fields.seconds("t"),     fields.text("file"),        fields.seed(), speed,
                        fields.whole("workers"), fields.wall_time("started")};
    event.part = fields.part();
    if (const Json* const so_far = fields.find("so_far")) {
        const LogFields members(*so_far);
        so_far_ = {members.whole("moves"), {}};
        for (const Json& member : members.list("running"))
            so_far_.running.push_back(running_worker(member, event.t));
        event.so_far = &so_far_;
    }
    begin(event);
    return event;
}

RunningWorker LogReader::running_worker(const Json& member, async::Duration t) {
    const LogFields fields(member);
    RunningWorker worker{fields.seconds("t"), fields.whole("worker", 1), fields.label(),
                         fields.pid(),        fields.words("command"),   fields.whole("lines")};
    worker.host = fields.optional_text("host");
    if (worker.start > t) throw BadLine("so_far", "a worker starts later");
    return worker;
}

/// True if the scenario is that of the run that is being read, as far as it is.
bool LogReader::goes_on(const ScenarioEvent& event) const {
    const bool is_same_run = event.file == file_ && event.started && event.started == started_ &&
                             event.part == order_.part();
    if (is_lost_before_ || event.so_far == nullptr || !is_same_run || event.t < t_) return false;
    const std::vector<RunningWorker>& running = event.so_far->running;
    return running.size() == running_.size() &&
           std::ranges::all_of(running, [this](const RunningWorker& worker) {
               const auto found = running_.find(worker.worker);
               return found != running_.end() && found->second.lines == worker.lines;
           });
}

void LogReader::begin(const ScenarioEvent& event) {
    const bool is_in_run = has_begun_ && !exit_code_;
    if (is_in_run && goes_on(event)) {
        beginning_ = Beginning::next_file;
        t_ = event.t;
        return;
    }
    beginning_ = is_in_run ? Beginning::run_after_cut : Beginning::run;
    has_begun_ = true;
    exit_code_.reset();
    file_ = event.file;
    started_ = event.started;
    order_ = StartOrder(event.part);
    t_ = event.t;
    running_.clear();
    if (event.so_far == nullptr) return;
    std::set<std::uint64_t> numbers;
    for (const RunningWorker& worker : event.so_far->running) {
        const bool is_new = numbers.insert(worker.worker).second;
        if (!is_new) throw BadLine("so_far", fmt::format("{} runs twice", worker.worker));
        running_.emplace(worker.worker, Worker{worker.label, worker.lines});
    }
    // Which of the others have ended, and which start late, only the earlier file says.
    for (const std::uint64_t number : numbers)
        order_.start(number);
}

StartEvent LogReader::start(const LogFields& fields) {
    const std::uint64_t number = fields.whole("worker", 1);
    order_.start(number);
    const std::string& label = fields.label();
    command_ = fields.words("command");
    host_ = fields.optional_text("host");
    const auto [worker, is_new] = running_.emplace(number, Worker{label});
    return {t_, number, worker->second.label, fields.pid(), command_, false, host_};
}

LineEvent LogReader::line(const LogFields& fields) {
    const std::uint64_t number = fields.whole("worker");
    // The referee is no worker: its lines have the number 0.
    std::string_view label = "referee";
    if (number > 0) {
        Worker& worker = running(number);
        ++worker.lines;
        label = worker.label;
    }
    const std::string& stream = fields.text("stream");
    const bool is_output = stream == "stdout";
    if (!is_output && stream != "stderr") {
        throw BadLine("stream", quoted_start(stream) + " is not stdout or stderr");
    }
    std::string_view text = fields.text("text");
    if (auto bytes = fields.bytes("base64")) text = exact_text_ = std::move(*bytes);
    if (text.find('\n') != std::string_view::npos) throw BadLine("text", "is more than one line");
    LineEvent event{t_,    number,
                    label, is_output ? Stream::standard_output : Stream::standard_error,
                    text,  fields.optional_flag("continued")};
    if (fields.find("turn") != nullptr) event.turn = fields.whole("turn");
    return event;
}

ExitEvent LogReader::exit(const LogFields& fields) {
    ExitEvent event;
    event.t = t_;
    event.worker = fields.whole("worker", 1);
    Worker& worker = running(event.worker);

    const std::string& status = fields.text("status");
    const auto named = exit_status_of(status);
    if (!named) throw BadLine("status", quoted_start(status) + " is not known");
    event.status = *named;
    const bool may_have_signal =
        event.status == ExitStatus::signaled || event.status == ExitStatus::timed_out;
    if (event.status == ExitStatus::cannot_start) {
        event.error = fields.text("error");
    } else if (may_have_signal && fields.find("signal") != nullptr) {
        event.signal = static_cast<int>(fields.whole("signal", 1, 64));
    } else if (event.status != ExitStatus::lost) {
        event.exit_code = static_cast<int>(fields.whole("exit_code", 0, 255));
    }

    event.ran = fields.seconds("seconds");
    event.user_time = fields.seconds("user_seconds");
    event.system_time = fields.seconds("system_seconds");
    event.max_rss_bytes = fields.whole("max_rss_bytes");
    event.lines = fields.whole("lines");
    event.running = fields.whole("running");
    // Logs of earlier versions do not have it.
    const bool has_failed = fields.find("failed") != nullptr;
    event.failed = has_failed ? fields.optional_flag("failed")
                              : event.status != ExitStatus::exited || event.exit_code != 0;

    if (event.lines != worker.lines) {
        throw BadLine("lines", fmt::format("{}, but the log has {}", event.lines, worker.lines));
    }
    if (event.running != running_.size() - 1) {
        throw BadLine("running", fmt::format("{}, but by the log it is {}", event.running,
                                             running_.size() - 1));
    }
    ended_label_ = std::move(worker.label);
    event.label = ended_label_;
    running_.erase(event.worker);
    return event;
}

CommandEvent LogReader::command(const LogFields& fields) {
    const std::string& from = fields.text("from");
    const bool is_typed = from == "keyboard";
    if (!is_typed && from != "control") {
        throw BadLine("from", quoted_start(from) + " is not keyboard or control");
    }
    std::string_view text = fields.text("text");
    if (auto bytes = fields.bytes("base64")) text = exact_text_ = std::move(*bytes);
    std::optional<std::string> error;
    if (fields.find("error") != nullptr) {
        error = fields.bytes("error_base64");
        if (!error) error = fields.text("error");
    }
    return {t_, text, is_typed ? CommandSource::keyboard : CommandSource::control,
            std::move(error)};
}

EndEvent LogReader::end(const LogFields& fields) {
    if (!running_.empty()) {
        throw BadLine(fmt::format("ends with {} still running", running_.size()));
    }
    const std::uint64_t workers = fields.whole("workers");
    const std::uint64_t failed = fields.whole("failed");
    exit_code_ = static_cast<int>(fields.whole("exit_code", 0, 255));
    return {t_, workers, failed, *exit_code_};
}

}  // namespace game
