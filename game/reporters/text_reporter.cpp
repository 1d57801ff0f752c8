#include "game/reporters/text_reporter.h"

#include "common/text/terminal_text.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "game/reporters/standings_table.h"

#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

using namespace std::string_view_literals;

/// `text` as the style shows it. If it has to be escaped, the result is in `memory`.
std::string_view shown(const TextStyle& style, std::string_view text, std::string& memory) {
    if (!style.escapes || common::is_visible(text)) return text;
    memory.clear();
    common::append_visible(memory, text);
    return memory;
}

/// A text of a referee, which could look like several of our lines otherwise.
std::string_view shown_reason(std::string_view text, std::string& memory) {
    if (common::is_visible(text)) return text;
    memory.clear();
    common::append_visible(memory, text);
    return memory;
}

/// The same for a line of a worker, whose colours and tabs may pass.
std::string_view shown_line(const TextStyle& style, std::string_view text, std::string& memory) {
    if (!style.escapes || common::is_visible(text)) return text;
    memory.clear();
    common::append_terminal_text(memory, text,
                                 style.has_color ? common::Sgr::keep : common::Sgr::remove);
    return memory;
}

}  // namespace

void TextReporter::write(async::Duration t, std::initializer_list<std::string_view> parts,
                         common::Priority priority, LastLines::Weight weight) {
    line_ = priority_prefix(style_, priority);
    if (style_.timestamps != Timestamps::none) {
        const SgrPair dim = dim_sgr(style_);
        line_ += dim.on;
        stamps_.append(line_, t);
        line_ += dim.off;
    }
    for (const std::string_view part : parts)
        line_ += part;
    line_ += '\n';
    if (last_lines_) {
        last_lines_->add(line_, weight);
    } else {
        output_.write(line_);
    }
}

void TextReporter::write_last_lines() {
    if (!last_lines_) return;
    LastLines lines = *std::move(last_lines_);
    last_lines_.reset();
    lines.take([this](std::string_view text) { output_.write(text); },
               [this](const LineEvent& event) { line(event); });
}

void TextReporter::clock(const ClockEvent& event) {
    const SgrPair dim = dim_sgr(style_);
    write(event.t, {dim.on, fmt::format("clock = {:04}s", event.seconds), dim.off});
}

void TextReporter::started(const StartEvent& event) {
    if (is_tournament_) return;
    const SgrPair color = label_sgr(style_, event.worker);
    write(event.t, {">>>>>>>> worker ", color.on, shown(style_, event.label, label_), color.off});
}

void TextReporter::line(const LineEvent& event) {
    if (is_tournament_) return;
    if (last_lines_) {
        last_lines_->add(event);
        return;
    }
    if (style_.is_plain()) {
        output_.write("         got `"sv, event.text, "` from "sv, event.label,
                      event.stream == Stream::standard_error ? " on stderr"sv : ""sv,
                      event.continued ? ", continued\n"sv : "\n"sv);
        return;
    }
    const SgrPair color = label_sgr(style_, event.worker);
    const bool is_error = event.stream == Stream::standard_error;
    write(event.t,
          {"         got `", shown_line(style_, event.text, text_), "` from ", color.on,
           shown(style_, event.label, label_), color.off, is_error ? " on stderr" : "",
           event.continued ? ", continued" : ""},
          is_error ? common::Priority::warning : common::Priority::info);
}

void TextReporter::exited(const ExitEvent& event) {
    if (is_tournament_) return;
    const SgrPair color = label_sgr(style_, event.worker);
    const SgrPair alarm = event.failed ? failure_sgr(style_) : SgrPair{};
    const std::string end = describe_exit(event);
    write(event.t,
          {alarm.on, "<<<<<<<<", alarm.off, " worker ", color.on,
           shown(style_, event.label, label_), color.off, " - ", alarm.on,
           shown(style_, end, text_), alarm.off, fmt::format(" - {} still running", event.running)},
          event.failed ? common::Priority::warning : common::Priority::info,
          event.failed ? LastLines::Weight::important : LastLines::Weight::usual);
}

/// Only the keyboard's refusals are shown here: a client of the control socket gets its own.
void TextReporter::command(const CommandEvent& event) {
    if (!event.error || event.from != CommandSource::keyboard) return;
    write(event.t, {shown(style_, *event.error, text_)});
}

void TextReporter::match(const MatchEvent& event) {
    const std::string rules = describe_rules(event.rules, event.referee);
    write(event.t,
          {"======== match of ", common::counted(event.players.size(), "player", "players"), " - ",
           shown(style_, rules, text_), ", ", shown(style_, event.mode, label_)});
}

/// What changes nothing for the people who watch is left to the log.
void TextReporter::turn(const TurnEvent& event) {
    for (const PlayerEvent& one : event.events) {
        if (one.cause.empty()) continue;
        const std::string cause =
            one.by.empty() ? one.cause : fmt::format("{}, {}", one.cause, one.by);
        write(event.t,
              {"-------- turn ", fmt::format("{}: ", event.turn), shown(style_, one.player, label_),
               " is out - ", shown_reason(cause, text_)});
    }
}

void TextReporter::result(const ResultEvent& event) {
    if (event.is_void) {
        const SgrPair alarm = failure_sgr(style_);
        write(event.t,
              {alarm.on, "======== match void - ", shown_reason(event.reason, text_), alarm.off},
              common::Priority::info, LastLines::Weight::important);
        return;
    }
    write(event.t,
          {"======== match over in turn ", fmt::format("{} - ", event.turn),
           shown_reason(event.reason, text_)},
          common::Priority::info, LastLines::Weight::important);
    for (const MatchRank& rank : event.ranks) {
        write(event.t,
              {"         ", fmt::format("{}. ", rank.rank), shown(style_, rank.player, label_),
               " - ", rank.score},
              common::Priority::info, LastLines::Weight::important);
    }
}

void TextReporter::match_ended(const MatchEndEvent& event) {
    const SgrPair alarm = event.is_void ? failure_sgr(style_) : SgrPair{};
    write(event.t, {alarm.on, shown_reason(describe_match_end(event), text_), alarm.off},
          event.is_void ? common::Priority::warning : common::Priority::info,
          event.is_void ? LastLines::Weight::important : LastLines::Weight::usual);
}

void TextReporter::standings(const StandingsEvent& event) {
    has_standings_ = true;
    for (const std::string& line : standings_lines(event, style_, is_part_)) {
        write(event.t, {line}, common::Priority::info, LastLines::Weight::important);
    }
}

void TextReporter::ended(const EndEvent& event) {
    if (!is_tournament_) {
        write(event.t, {"no process left - bye"});
    } else if (!has_standings_) {
        write(event.t, {"======== ", no_standings_in_log}, common::Priority::info,
              LastLines::Weight::important);
    }
}

}  // namespace game
