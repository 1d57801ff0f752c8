#include "game/log/reader.h"

#include "common/json/base64.h"
#include "common/text/text.h"
#include "game/log/bad_line.h"
#include "game/log/writer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

/// The largest whole number up to which a double, and so every JSON reader, has all of them.
constexpr double most = 9007199254740991;

/// A little more than async::Duration and TimeScale can hold, and less than twice that.
constexpr double longest_time = 4'700'000'000;

/// The latest gaps in the numbers of the workers that are remembered, however many a log has.
constexpr std::size_t most_gaps = 100'000;

std::string quoted_start(std::string_view text) {
    constexpr std::size_t longest = 40;
    return common::in_quotes(common::shortened(text, longest));
}

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

/// The members of one line, each read as the type that it must have. Throws BadLine otherwise.
class LogReader::Fields {
  public:
    /// `line` must outlive it.
    explicit Fields(const Json& line) : line_(line) {
        if (!line.is_object()) throw BadLine("a line must be a JSON object");
    }

    /// Null if there is none of that name.
    const Json* find(std::string_view key) const {
        const auto found = line_.find(key);
        return found == line_.end() ? nullptr : &*found;
    }

    const std::string& text(std::string_view key) const {
        const Json& value = at(key);
        if (!value.is_string()) throw wrong_kind(key, "a string", value);
        return value.get_ref<const std::string&>();
    }

    /// Empty if it is missing.
    std::string optional_text(std::string_view key) const {
        return find(key) == nullptr ? std::string() : text(key);
    }

    double number(std::string_view key, double min, double max) const {
        const Json& value = at(key);
        if (!value.is_number()) throw wrong_kind(key, "a number", value);
        const auto number = value.get<double>();
        if (number >= min && number <= max) return number;
        throw BadLine(key, fmt::format("{} is not between {} and {}", number, min, max));
    }

    /// `max` is at most `most`.
    std::uint64_t whole(std::string_view key, double min = 0, double max = most) const {
        const double number = this->number(key, min, max);
        if (std::trunc(number) == number) return static_cast<std::uint64_t>(number);
        throw BadLine(key, fmt::format("{} is not a whole number", number));
    }

    /// A duration that was written with microseconds. A double has them exactly, up to 136 years.
    async::Duration seconds(std::string_view key) const {
        return std::chrono::microseconds(std::llround(number(key, 0, longest_time) * 1e6));
    }

    /// False if it is missing.
    bool flag(std::string_view key) const {
        const Json* const value = find(key);
        if (value == nullptr) return false;
        if (!value->is_boolean()) throw wrong_kind(key, "true or false", *value);
        return value->get<bool>();
    }

    std::optional<std::uint64_t> seed() const {
        const Json& value = at("seed");
        if (value.is_null()) return std::nullopt;
        if (value.is_number_unsigned()) return value.get<std::uint64_t>();
        throw BadLine("seed", "must be null or a whole number up to 2^64 - 1");
    }

    std::optional<pid_t> pid() const {
        if (at("pid").is_null()) return std::nullopt;
        return static_cast<pid_t>(whole("pid", 1, std::numeric_limits<pid_t>::max()));
    }

    const std::string& label() const {
        const std::string& label = text("label");
        if (label.size() > max_log_label) {
            throw BadLine("label", fmt::format("has more than {} bytes", max_log_label));
        }
        if (std::ranges::any_of(label, common::is_control)) {
            throw BadLine("label", "must not contain a control character");
        }
        return label;
    }

    /// None if it is missing.
    std::optional<common::WallTime> wall_time(std::string_view key) const {
        if (find(key) == nullptr) return std::nullopt;
        const std::string& value = text(key);
        const std::optional<common::WallTime> time = common::read_rfc3339(value);
        if (!time) throw BadLine(key, quoted_start(value) + " is not a time as in RFC 3339");
        return time;
    }

    /// None if it is missing.
    std::optional<common::Part> part() const {
        if (find("part") == nullptr) return std::nullopt;
        const Json& value = list("part");
        const auto is_number = [](const Json& number) { return number.is_number_unsigned(); };
        if (value.size() == 2 && std::ranges::all_of(value, is_number)) {
            const common::Part part{value[0].get<std::uint64_t>(), value[1].get<std::uint64_t>()};
            const bool is_within = part.index >= 1 && part.index <= part.count;
            if (is_within && part.count <= common::max_parts) return part;
        }
        throw BadLine("part",
                      fmt::format("must be [K, N], with 1 <= K <= N <= {}", common::max_parts));
    }

    const Json& list(std::string_view key) const {
        const Json& value = at(key);
        if (!value.is_array()) throw wrong_kind(key, "a list", value);
        return value;
    }

    std::vector<std::string> words(std::string_view key) const {
        const Json& value = at(key);
        if (!value.is_array()) throw wrong_kind(key, "a list of strings", value);
        std::vector<std::string> words;
        words.reserve(value.size());
        for (const Json& word : value) {
            if (!word.is_string()) throw BadLine(key, "must be a list of strings");
            words.push_back(word.get_ref<const std::string&>());
        }
        return words;
    }

    /// The bytes that are in base64, where the text is not UTF-8; nothing if there are none.
    std::optional<std::string> bytes(std::string_view key) const {
        if (find(key) == nullptr) return std::nullopt;
        std::optional<std::string> bytes = common::decode_base64(text(key));
        if (!bytes) throw BadLine(key, "is not base64");
        return bytes;
    }

  private:
    const Json& at(std::string_view key) const {
        const Json* const value = find(key);
        if (value == nullptr) throw BadLine(key, "is missing");
        return *value;
    }

    static BadLine wrong_kind(std::string_view key, std::string_view wanted, const Json& value) {
        return {key, fmt::format("must be {}, not {}", wanted, common::kind_of(value))};
    }

    const Json& line_;
};

std::variant<LogEvent, LogProblem> LogReader::read(std::string_view line) {
    is_lost_before_ = std::exchange(is_lost_, true);
    auto parsed = common::parse_json(line);
    if (const auto* const problem = std::get_if<common::JsonProblem>(&parsed)) {
        if (problem->is_cut_short) return LogProblem{"the line is cut short"};
        return LogProblem{fmt::format("column {}: {}", problem->column, problem->what)};
    }
    line_ = std::move(std::get<Json>(parsed));
    try {
        LogEvent result = event(Fields(line_));
        is_lost_ = is_lost_before_ && !std::holds_alternative<ScenarioEvent>(result);
        return result;
    } catch (const BadLine& bad) {
        return LogProblem{bad.what()};
    }
}

LogEvent LogReader::event(const Fields& fields) {
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

void LogReader::check_order(const Fields& fields) {
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

ScenarioEvent LogReader::scenario(const Fields& fields) {
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
        const Fields members(*so_far);
        so_far_ = {members.whole("moves"), {}};
        for (const Json& member : members.list("running"))
            so_far_.running.push_back(running_worker(member, event.t));
        event.so_far = &so_far_;
    }
    begin(event);
    return event;
}

RunningWorker LogReader::running_worker(const Json& member, async::Duration t) {
    const Fields fields(member);
    RunningWorker worker{fields.seconds("t"), fields.whole("worker", 1), fields.label(),
                         fields.pid(),        fields.words("command"),   fields.whole("lines")};
    worker.host = fields.optional_text("host");
    if (worker.start > t) throw BadLine("so_far", "a worker starts later");
    return worker;
}

/// True if the scenario is that of the run that is being read, as far as it is.
bool LogReader::goes_on(const ScenarioEvent& event) const {
    const bool is_same_run =
        event.file == file_ && event.started && event.started == started_ && event.part == part_;
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
    part_ = event.part;
    t_ = event.t;
    latest_worker_ = 0;
    latest_place_ = 0;
    skipped_.clear();
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
        check_number(number);
}

/// Workers start in the order of their numbers, but for one whose start took long, or never came. A
/// part of a run has only some of the numbers, which are counted here.
void LogReader::check_number(std::uint64_t number) {
    if (part_ && !part_->owns(number)) {
        throw BadLine("worker", fmt::format("{} is not of part {}", number, part_->text()));
    }
    const std::uint64_t place = part_ ? (number - part_->index) / part_->count + 1 : number;
    if (place <= latest_place_) {
        if (take_skipped(place)) return;
        throw BadLine("worker", fmt::format("{} starts after {}", number, latest_worker_));
    }
    skip(latest_place_ + 1, place - 1);
    latest_place_ = place;
    latest_worker_ = number;
}

/// Notes a gap, if it is one.
void LogReader::skip(std::uint64_t first, std::uint64_t last) {
    if (first > last) return;
    skipped_.emplace(first, last);
    if (skipped_.size() > most_gaps) skipped_.erase(skipped_.begin());
}

/// Returns false if that place was not skipped, or so long ago that it is forgotten.
bool LogReader::take_skipped(std::uint64_t place) {
    const auto next = skipped_.upper_bound(place);
    if (next == skipped_.begin()) return false;
    const auto found = std::prev(next);
    const auto [first, last] = *found;
    if (place > last) return false;
    skipped_.erase(found);
    skip(first, place - 1);
    if (place < last) skip(place + 1, last);
    return true;
}

StartEvent LogReader::start(const Fields& fields) {
    const std::uint64_t number = fields.whole("worker", 1);
    check_number(number);
    const std::string& label = fields.label();
    command_ = fields.words("command");
    host_ = fields.optional_text("host");
    const auto [worker, is_new] = running_.emplace(number, Worker{label});
    return {t_, number, worker->second.label, fields.pid(), command_, false, host_};
}

LineEvent LogReader::line(const Fields& fields) {
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
                    text,  fields.flag("continued")};
    if (fields.find("turn") != nullptr) event.turn = fields.whole("turn");
    return event;
}

ExitEvent LogReader::exit(const Fields& fields) {
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
    event.failed = has_failed ? fields.flag("failed")
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

CommandEvent LogReader::command(const Fields& fields) {
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

EndEvent LogReader::end(const Fields& fields) {
    if (!running_.empty()) {
        throw BadLine(fmt::format("ends with {} still running", running_.size()));
    }
    const std::uint64_t workers = fields.whole("workers");
    const std::uint64_t failed = fields.whole("failed");
    exit_code_ = static_cast<int>(fields.whole("exit_code", 0, 255));
    return {t_, workers, failed, *exit_code_};
}

}  // namespace game
