/// MarkStore: keeps marks one by one, or counts them in cells once they are too many.
#pragma once

#include "game/timeline/density.h"
#include "game/timeline/timeline.h"

#include <cstddef>
#include <optional>

namespace game {

/// Part of the TimelineCollector: the marks of one kind, in bounded memory.
class MarkStore {
  public:
    /// At most `max_marks` single marks, then at most `max_cells` cells.
    MarkStore(std::size_t max_marks, std::size_t max_cells)
        : max_marks_(max_marks), max_cells_(max_cells) {}

    /// Adds a mark of a run that has lasted for `elapsed` so far.
    void add(const Timeline::Mark& mark, async::Duration elapsed);

    /// Merges lanes 0 and 1 to lane 0, 2 and 3 to 1, and so on.
    void merge_lanes();

    /// Moves out what was added so far. Nothing may be added afterwards.
    Timeline::Marks take();

  private:
    std::size_t max_marks_;
    std::size_t max_cells_;
    Timeline::Marks marks_;
    std::optional<TimelineDensity> density_;  ///< in place of single marks, when there are too many
};

}  // namespace game
