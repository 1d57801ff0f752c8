/// TimelineReporter: draws the run when it ends, as `--timeline` asks for (game(1)).
#pragma once

#include "game/output/output.h"
#include "game/timeline/collector.h"
#include "game/timeline/svg.h"

namespace game {

/// Collects what the picture shows, and writes the whole of it at the end.
class TimelineReporter final : public Reporter {
  public:
    /// `output` must outlive it.
    explicit TimelineReporter(Output& output) : output_(output) {}

    void scenario(const ScenarioEvent& event) override { collector_.scenario(event); }
    void clock(const ClockEvent& event) override { collector_.clock(event); }
    void started(const StartEvent& event) override { collector_.started(event); }
    void line(const LineEvent& event) override { collector_.line(event); }
    void exited(const ExitEvent& event) override { collector_.exited(event); }
    void ended(const EndEvent& event) override {
        collector_.ended(event);
        draw();
    }

    /// Draws what there is, unless that has been done. For a run that breaks off, as the replay of
    /// a log that is cut short does.
    void draw() {
        if (!is_drawn_) output_.write(draw_timeline(collector_.take()));
        is_drawn_ = true;
    }

  private:
    Output& output_;
    TimelineCollector collector_;
    bool is_drawn_ = false;
};

}  // namespace game
