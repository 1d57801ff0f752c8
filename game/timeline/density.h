/// TimelineDensity: how many moves there were where and when, with as fine a grain as a limit of
/// memory allows.
#pragma once

#include "game/timeline/timeline.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace game {

class TimelineDensity {
  public:
    /// `grain` is the length of a cell to begin with, above 0. It doubles as often as it must for
    /// at most `limit` cells.
    TimelineDensity(async::Duration grain, std::size_t limit) : grain_(grain), limit_(limit) {}

    void add(const TimelineMark& move);

    /// The moves of another grain's cell, as if all were at its start.
    void add(const TimelineCell& moves);

    /// Lanes 0 and 1 become lane 0, 2 and 3 become 1, and so on.
    void merge_lanes();

    /// By lane and time.
    std::vector<TimelineCell> cells() const;

  private:
    /// The player of most moves is found in one pass by the vote of Boyer and Moore (1981): who has
    /// more than half of all is left over when each move cancels one of another player.
    struct Cell {
        std::uint64_t moves = 0;
        std::uint64_t lead = 0;
        std::uint16_t player = 0;

        void add(const Cell& other);
    };
    using Place = std::pair<std::uint32_t, std::int64_t>;  ///< lane, and number of the stretch

    void add(Place place, const Cell& cell);
    void keep_limit();
    template <class Move>
    void rearrange(Move move);

    async::Duration grain_;
    std::size_t limit_;
    std::map<Place, Cell> cells_;
};

}  // namespace game
