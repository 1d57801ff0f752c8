/// TextStyle: how the text on standard output looks. On a terminal it has colours, and nothing that
/// controls the terminal otherwise; elsewhere bytes stay as they are (game(1)).
#pragma once

#include "common/async/time.h"
#include "common/journal.h"
#include "game/events/events.h"
#include "game/reporters/output_settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace game {

struct TextStyle {
    bool has_color = false;
    bool has_few_colors = false;  ///< only the 16 that every terminal with colours has
    bool escapes = false;         ///< what controls a terminal is shown as `\x1b`
    Timestamps timestamps = Timestamps::none;
    bool has_priorities = false;  ///< each line begins with one, for the journal

    bool is_plain() const {
        return !has_color && !escapes && timestamps == Timestamps::none && !has_priorities;
    }
};

/// What the environment says about colour: the variables of https://no-color.org and
/// https://bixense.com/clicolors, TERM and COLORTERM. None where not set.
struct ColorEnvironment {
    bool is_terminal = false;  ///< standard output
    std::optional<std::string_view> no_color;
    std::optional<std::string_view> clicolor_force;
    std::optional<std::string_view> term;
    std::optional<std::string_view> colorterm;
};

ColorEnvironment color_environment();

/// The option wins over NO_COLOR, which wins over CLICOLOR_FORCE, which wins over whether standard
/// output is a terminal that has colours. TERM and COLORTERM say how many it has.
///
/// Text with colour is always escaped: with `--color always | less -R` it ends on a terminal, too.
/// So is text without colour on a terminal.
TextStyle choose_style(ColorChoice choice, const ColorEnvironment& environment);

/// The escape sequences that switch a look on and off (ECMA-48, SGR); empty without colour.
struct SgrPair {
    std::string_view on;
    std::string_view off;
};

/// The colour of a worker's label: always the same for one worker, and different from those of its
/// neighbours.
SgrPair label_sgr(const TextStyle& style, std::uint64_t worker);

/// The dim style, for the clock and timestamps.
SgrPair dim_sgr(const TextStyle& style);

SgrPair failure_sgr(const TextStyle& style);

/// The prefix of a line in the journal; empty elsewhere.
std::string_view priority_prefix(const TextStyle& style, common::Priority priority);

/// Writes the time before a line. The scenario of each run must be passed to it first.
class TimestampWriter {
  public:
    explicit TimestampWriter(Timestamps timestamps) : timestamps_(timestamps) {}

    void begin(const ScenarioEvent& event);

    /// Appends the time `t` of the run, with a space at the end; nothing if none is asked for. The
    /// time since the start is written as the course's model has it, `0s + 512ms `, and so is the
    /// local time of a run of which the time of day is not known. Milliseconds are rounded down.
    void append(std::string& out, async::Duration t) const;

  private:
    Timestamps timestamps_;
    std::optional<ScenarioEvent> scenario_;
};

}  // namespace game
