/// Timeline: all that a picture of a run shows, in bounded memory. Plain data; times are since the
/// start, on the scenario's scale.
#pragma once

#include "common/async/time.h"
#include "common/move.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// A worker; or several that were started one after the other, once there are more of them than a
/// picture has room for.
struct TimelineLane {
    std::string label;  ///< of the first of them; any bytes
    async::Duration start{0};
    async::Duration end{0};     ///< the latest; without meaning while one runs
    std::uint64_t workers = 1;  ///< how many
    std::uint64_t running = 1;  ///< how many have not ended
    std::uint64_t failed = 0;
    std::string outcome;  ///< how the last of them ended, or the last that failed; any bytes
};

/// A move.
struct TimelineMark {
    async::Duration t;
    std::uint32_t lane;
    std::uint16_t player;  ///< place in Timeline::players
    common::Direction direction;
};

/// Moves that are too many to be told apart: those in one lane in a stretch of time.
struct TimelineCell {
    std::uint32_t lane;
    async::Duration start;
    async::Duration length;
    std::uint64_t moves;
    std::uint16_t player;  ///< of most of them, if one has more than half
};

struct TimelinePlayer {
    std::string name;  ///< any bytes
    std::uint64_t moves = 0;
};

struct Timeline {
    std::string file;  ///< the scenario's, as it was named
    std::optional<std::uint64_t> seed;
    double speed = 1;
    std::vector<TimelineLane> lanes;      ///< in the order of their starts
    std::vector<TimelineMark> marks;      ///< in the order of time
    std::vector<TimelineCell> cells;      ///< by lane and time; of all moves if there are any
    std::vector<TimelinePlayer> players;  ///< in the order of their first moves
    async::Duration end{0};
    std::uint64_t workers = 0;
    std::uint64_t failed = 0;
    std::uint64_t moves = 0;
};

}  // namespace game
