/// TextReporter: the run's story, as people read it (SPEC section 3).
#pragma once

#include "game/output.h"
#include "game/reporter.h"

#include <string>

namespace game {

class TextReporter final : public Reporter {
  public:
    /// `output` must outlive it.
    explicit TextReporter(Output& output) : output_(output) {}

    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void ended(const EndEvent& event) override;

  private:
    Output& output_;
};

}  // namespace game
