#include "game/reporters/text_reporter.h"

#include "common/text/visible_text.h"
#include "game/events/end_description.h"
#include "game/reporters/plain_line.h"
#include "game/reporters/timestamp.h"

#include <fmt/format.h>

namespace game {

namespace {

/// `text` as the style shows it; `memory` is where it lies if it had to be escaped.
std::string_view shown(const TextStyle& style, std::string_view text, std::string& memory) {
    if (!style.escapes || common::is_visible(text)) return text;
    memory.clear();
    common::append_visible(memory, text);
    return memory;
}

}  // namespace

void TextReporter::write(async::Duration t, std::initializer_list<std::string_view> parts) {
    line_.clear();
    if (style_.has_timestamps) {
        const Paint dim = dim_paint(style_);
        line_ += dim.on;
        append_timestamp(line_, t);
        line_ += dim.off;
    }
    for (const std::string_view part : parts)
        line_ += part;
    line_ += '\n';
    output_.write(line_);
}

void TextReporter::clock(const ClockEvent& event) {
    const Paint dim = dim_paint(style_);
    write(event.t, {dim.on, fmt::format("clock = {:04}s", event.seconds), dim.off});
}

void TextReporter::started(const StartEvent& event) {
    const Paint paint = label_paint(style_, event.worker);
    write(event.t, {">>>>>>>> worker ", paint.on, shown(style_, event.label, label_), paint.off});
}

void TextReporter::line(const LineEvent& event) {
    if (style_.is_plain()) {
        write_plain_line(output_, event);
        return;
    }
    const Paint paint = label_paint(style_, event.worker);
    write(event.t, {"         got `", shown(style_, event.text, text_), "` from ", paint.on,
                    shown(style_, event.label, label_), paint.off,
                    event.stream == Stream::standard_error ? " on stderr" : "",
                    event.continued ? ", continued" : ""});
}

void TextReporter::exited(const ExitEvent& event) {
    const Paint paint = label_paint(style_, event.worker);
    const Paint alarm = event.failed ? failure_paint(style_) : Paint{};
    const std::string end = describe_end(event);
    write(event.t, {alarm.on, "<<<<<<<<", alarm.off, " worker ", paint.on,
                    shown(style_, event.label, label_), paint.off, " - ", alarm.on,
                    shown(style_, end, text_), alarm.off,
                    fmt::format(" - {} still running", event.running)});
}

/// A refusal is part of the story if it was given at the keyboard; others get theirs themselves.
void TextReporter::command(const CommandEvent& event) {
    if (!event.error || event.from != CommandSource::keyboard) return;
    write(event.t, {shown(style_, *event.error, text_)});
}

void TextReporter::ended(const EndEvent& event) {
    write(event.t, {"no process left - bye"});
}

}  // namespace game
