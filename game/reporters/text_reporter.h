/// TextReporter: the run's story, as people read it (game(1)).
#pragma once

#include "game/events/reporter.h"
#include "game/output/output.h"
#include "game/reporters/text_style.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace game {

class TextReporter final : public Reporter {
  public:
    /// `output` must outlive it.
    explicit TextReporter(Output& output, TextStyle style = {}) : output_(output), style_(style) {}

    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void ended(const EndEvent& event) override;

  private:
    void write(async::Duration t, std::initializer_list<std::string_view> parts);

    Output& output_;
    TextStyle style_;
    std::string line_;  ///< these three are kept for their memory
    std::string text_;
    std::string label_;
};

}  // namespace game
