#include "game/text_reporter.h"

#include <iterator>

#include <fmt/format.h>

namespace game {

namespace {

std::string describe_end(const ExitEvent& event) {
    switch (event.status) {
        case ExitStatus::exited:
            return fmt::format("exit code {}", event.exit_code);
        case ExitStatus::signaled:
            return fmt::format("exit code {}", -event.signal);
        case ExitStatus::timed_out:
            return "timed out";
        case ExitStatus::cannot_start:
            return "cannot start: " + event.error;
    }
    return {};
}

}  // namespace

void TextReporter::clock(const ClockEvent& event) {
    output_.write(fmt::format("clock = {:04}s\n", event.seconds));
}

void TextReporter::started(const StartEvent& event) {
    output_.write(fmt::format(">>>>>>>> worker {}\n", event.label));
}

/// The way of most bytes: no formatting and no memory of its own, appended part by part.
void TextReporter::line(const LineEvent& event) {
    output_.write("         got `", event.text, "` from ", event.label,
                  event.stream == Stream::standard_error ? " on stderr" : "",
                  event.continued ? ", continued\n" : "\n");
}

void TextReporter::exited(const ExitEvent& event) {
    output_.write(fmt::format("<<<<<<<< worker {} - {} - {} still running\n", event.label,
                              describe_end(event), event.running));
}

/// A refusal is part of the story if it was given at the keyboard; others get theirs themselves.
void TextReporter::command(const CommandEvent& event) {
    if (!event.error || event.from != CommandSource::keyboard) return;
    output_.write(*event.error, "\n");
}

void TextReporter::ended(const EndEvent&) {
    output_.write("no process left - bye\n");
}

}  // namespace game
