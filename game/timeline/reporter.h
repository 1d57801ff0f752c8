/// This room draws the picture of a run (`--timeline`, game(1)) as SVG.
///
/// TimelineReporter, here, is where to begin. TimelineCollector keeps what the picture shows, in
/// bounded memory: of a long run it keeps how many moves there were in each cell of time. Layout
/// decides where everything stands; axis, lanes, marks and legend are parts of the picture.
///
/// The room may use common, events and output.
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
