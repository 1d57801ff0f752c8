/// TimelineReporter: draws the run when it ends, as `--timeline` asks for (game(1)).
#pragma once

#include "game/output/output.h"
#include "game/timeline/collector.h"
#include "game/timeline/svg.h"

namespace game {

/// Collects what the picture shows, in bounded memory, until its owner, Outputs, has it drawn.
class TimelineReporter final : public TimelineCollector {
  public:
    /// `output` must outlive this.
    explicit TimelineReporter(Output& output) : output_(output) {}

    /// Writes the picture of what was reported. Called once, when nothing more is reported.
    void draw() { output_.write(draw_timeline(take())); }

  private:
    Output& output_;
};

}  // namespace game
