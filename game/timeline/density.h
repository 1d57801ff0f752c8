/// TimelineDensity: the number of marks by lane and time, as fine as a memory limit allows.
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
    /// `grain` is the first length of a cell, above 0. It is doubled whenever there are more than
    /// `limit` cells.
    TimelineDensity(async::Duration grain, std::size_t limit) : grain_(grain), limit_(limit) {}

    void add(const Timeline::Mark& mark);

    /// Adds a cell of another grain, as if all its marks were at its start.
    void add(const Timeline::Cell& cell);

    /// Merges lanes 0 and 1 to lane 0, 2 and 3 to 1, and so on.
    void merge_lanes();

    /// By lane and time.
    std::vector<Timeline::Cell> cells() const;

  private:
    /// Finds the player with more than half of the moves in one pass and without a count for each
    /// player (Boyer and Moore's majority vote, 1981): each move cancels one of another player.
    struct Cell {
        std::uint64_t marks = 0;
        std::uint64_t lead = 0;
        std::uint16_t player = 0;

        void add(const Cell& other);
    };
    using Place = std::pair<std::uint32_t, std::int64_t>;  ///< lane, and number of the span

    void add(Place place, const Cell& cell);
    void keep_limit();
    template <class Move>
    void rearrange(Move move);

    async::Duration grain_;
    std::size_t limit_;
    std::map<Place, Cell> cells_;
};

}  // namespace game
