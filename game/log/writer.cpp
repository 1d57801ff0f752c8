#include "game/log/writer.h"

#include "common/json/base64.h"
#include "common/json/json_writer.h"
#include "common/move.h"
#include "common/text/utf8.h"

#include <fmt/format.h>

namespace game {

namespace {

std::string_view name_of(Stream stream) {
    return stream == Stream::standard_output ? "stdout" : "stderr";
}

std::string_view name_of(CommandSource source) {
    return source == CommandSource::keyboard ? "keyboard" : "control";
}

}  // namespace

std::string_view name_of(ExitStatus status) {
    switch (status) {
        case ExitStatus::exited:
            return "exited";
        case ExitStatus::signaled:
            return "signaled";
        case ExitStatus::timed_out:
            return "timed_out";
        case ExitStatus::cannot_start:
            return "cannot_start";
        case ExitStatus::lost:
            return "lost";
    }
    return {};
}

void LogWriter::begin(async::Duration t, std::string_view event) {
    line_.assign("{\"t\":");
    common::append_json_seconds(line_, t);
    line_ += ",\"event\":\"";
    line_ += event;
    line_ += '"';
}

void LogWriter::add(std::string_view key, std::string_view text) {
    line_.append(",\"").append(key).append("\":");
    common::append_json_string(line_, text);
}

void LogWriter::add_bytes_unless_text(std::string_view key, std::string_view bytes) {
    if (common::is_utf8(bytes)) return;
    line_.append(",\"").append(key).append("\":\"");
    common::append_base64(line_, bytes);
    line_ += '"';
}

void LogWriter::add(std::string_view key, async::Duration duration) {
    line_.append(",\"").append(key).append("\":");
    common::append_json_seconds(line_, duration);
}

template <class Number>
void LogWriter::add_number(std::string_view key, Number number) {
    line_.append(",\"").append(key).append("\":");
    line_ += fmt::format("{}", number);
}

void LogWriter::end() {
    line_ += "}\n";
    if (output_ != nullptr) {
        output_->write(line_);
    } else {
        write_(line_);
    }
}

void LogWriter::scenario(const ScenarioEvent& event) {
    begin(event.t, "scenario");
    add_number("version", log_version);
    add("file", event.file);
    if (event.seed) {
        add_number("seed", *event.seed);
    } else {
        line_ += ",\"seed\":null";
    }
    add_number("speed", event.speed);
    add_number("workers", event.workers);
    if (event.started) {
        line_ += ",\"started\":\"";
        common::append_rfc3339(line_, *event.started);
        line_ += '"';
    }
    if (event.part) {
        line_ += fmt::format(",\"part\":[{},{}]", event.part->index, event.part->count);
    }
    moves_ = 0;
    if (event.so_far != nullptr) add_so_far(*event.so_far);
    end();
}

void LogWriter::add_so_far(const RunSoFar& so_far) {
    moves_ = so_far.moves;
    line_ += ",\"so_far\":{\"moves\":";
    line_ += fmt::format("{},\"running\":[", moves_);
    for (const RunningWorker& worker : so_far.running) {
        if (line_.back() != '[') line_ += ',';
        line_ += "{\"t\":";
        common::append_json_seconds(line_, worker.start);
        add_number("worker", worker.worker);
        add("label", worker.label);
        add_process(worker.pid, worker.command);
        if (!worker.host.empty()) add("host", worker.host);
        add_number("lines", worker.lines);
        line_ += '}';
    }
    line_ += "]}";
}

void LogWriter::clock(const ClockEvent& event) {
    begin(event.t, "clock");
    add_number("seconds", event.seconds);
    end();
}

void LogWriter::started(const StartEvent& event) {
    if (event.is_repeated) return;  // the scenario has it
    begin(event.t, "start");
    add_number("worker", event.worker);
    add("label", event.label);
    add_process(event.pid, event.command);
    if (!event.host.empty()) add("host", event.host);
    end();
}

void LogWriter::add_process(const std::optional<pid_t>& pid,
                            const std::vector<std::string>& command) {
    if (pid) {
        add_number("pid", *pid);
    } else {
        line_ += ",\"pid\":null";
    }
    line_ += ",\"command\":[";
    for (const std::string& word : command) {
        if (line_.back() != '[') line_ += ',';
        common::append_json_string(line_, word);
    }
    line_ += ']';
}

/// Begins a line's object, up to its text. Lines that were read at once have the same beginning,
/// and for short ones it is most of the work.
void LogWriter::begin_line(const LineEvent& event) {
    const LineOrigin origin{event.t, event.worker, event.stream};
    if (origin != line_origin_) {
        begin(event.t, "line");
        add_number("worker", event.worker);
        add("stream", name_of(event.stream));
        line_ += ",\"text\":";
        line_start_ = line_;
        line_origin_ = origin;
    }
    line_ = line_start_;
}

void LogWriter::line(const LineEvent& event) {
    begin_line(event);
    common::append_json_string(line_, event.text);
    if (event.continued) line_ += ",\"continued\":true";
    add_bytes_unless_text("base64", event.text);
    if (const std::optional<common::Move>& move = event.move) {
        ++moves_;
        line_ += ",\"move\":{\"player\":";
        common::append_json_string(line_, move->player);
        line_ += ",\"direction\":\"";
        line_ += static_cast<char>(move->direction);
        line_ += "\"}";
    }
    if (event.turn) add_number("turn", *event.turn);
    end();
}

void LogWriter::exited(const ExitEvent& event) {
    begin(event.t, "exit");
    add_number("worker", event.worker);
    add("status", name_of(event.status));
    if (event.status == ExitStatus::cannot_start) {
        add("error", event.error);
    } else if (event.signal != 0) {
        add_number("signal", event.signal);
    } else if (event.status != ExitStatus::lost) {
        add_number("exit_code", event.exit_code);
    }
    add("seconds", event.ran);
    add("user_seconds", event.user_time);
    add("system_seconds", event.system_time);
    add_number("max_rss_bytes", event.max_rss_bytes);
    add_number("lines", event.lines);
    add_number("running", event.running);
    line_ += event.failed ? ",\"failed\":true" : ",\"failed\":false";
    end();
}

void LogWriter::command(const CommandEvent& event) {
    begin(event.t, "command");
    add("text", event.text);
    add_bytes_unless_text("base64", event.text);
    add("from", name_of(event.from));
    if (event.error) {
        add("error", *event.error);
        add_bytes_unless_text("error_base64", *event.error);
    }
    end();
}

void LogWriter::stopping(const StopEvent& event) {
    begin(event.t, "stop");
    add("reason", event.reason);
    end();
}

void LogWriter::ended(const EndEvent& event) {
    begin(event.t, "end");
    add_number("workers", event.workers);
    add_number("failed", event.failed);
    add_number("moves", moves_);
    add("seconds", event.t);
    add_number("exit_code", event.exit_code);
    end();
}

}  // namespace game
