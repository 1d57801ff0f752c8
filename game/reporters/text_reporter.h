/// TextReporter: the run as text for people (game(1)).
#pragma once

#include "game/events/reporter.h"
#include "game/output/output.h"
#include "game/reporters/last_lines.h"
#include "game/reporters/text_style.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// Writes a line for each event, in the given style. Most bytes of a run pass through `line`: in
/// the plain style their parts go to the Output without being copied or formatted first.
class TextReporter final : public Reporter {
  public:
    /// `output` must outlive this.
    explicit TextReporter(Output& output, TextStyle style = {}) : output_(output), style_(style) {}

    /// From now on nothing is written: the last lines are kept.
    void keep_last_lines() { last_lines_.emplace(); }

    /// Writes those that were kept, if they were, and all that comes later.
    void write_last_lines();

    void scenario(const ScenarioEvent& event) override {
        stamps_.begin(event);
        is_part_ = event.part && event.part->count > 1;
        is_tournament_ = false;
        has_standings_ = false;
    }
    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override;
    void result(const ResultEvent& event) override;
    void tournament(const TournamentEvent&) override { is_tournament_ = true; }
    void match_started(const MatchStartEvent&) override { is_tournament_ = true; }
    void match_ended(const MatchEndEvent& event) override;
    void standings(const StandingsEvent& event) override;
    void ended(const EndEvent& event) override;

  private:
    void write(async::Duration t, std::initializer_list<std::string_view> parts,
               common::Priority priority = common::Priority::info,
               LastLines::Weight weight = LastLines::Weight::usual);

    Output& output_;
    std::optional<LastLines> last_lines_;
    TextStyle style_;
    TimestampWriter stamps_{style_.timestamps};
    bool is_part_ = false;
    bool is_tournament_ = false;  ///< its workers are not shown, but its matches
    bool has_standings_ = false;
    std::string line_;  ///< this and the following are members to keep their memory
    std::string text_;
    std::string label_;
};

}  // namespace game
