/// This room draws a run as an SVG picture. The way of an event: TimelineReporter, which is a
/// TimelineCollector, gathers a Timeline, plain data in bounded memory; `lay_out` computes where
/// everything is; `draw_timeline` writes the picture, part by part (parts.h). The room may use
/// `output` and `events`. Begin with this file, then svg.cpp.
#pragma once

#include "common/async/time.h"
#include "common/move.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// Everything that the picture of a run shows. Times are since the start, on the scenario's scale;
/// names and labels hold any bytes.
struct Timeline {
    /// A worker; or several that started one after the other, if there are too many workers for
    /// the picture.
    struct Lane {
        std::string label;  ///< of the first of them
        async::Duration start{0};
        async::Duration end{0};     ///< the latest; undefined while one runs
        std::uint64_t workers = 1;  ///< how many
        std::uint64_t running = 1;  ///< how many have not ended
        std::uint64_t failed = 0;
        std::string outcome;  ///< how the last of them ended, or the last that failed
    };

    /// A move, or another line. Player and direction mean nothing in the latter.
    struct Mark {
        async::Duration t;
        std::uint32_t lane;
        std::uint16_t player;  ///< index in `players`
        common::Direction direction;
    };

    /// Marks that are too dense to be drawn one by one: those of one lane in a span of time.
    struct Cell {
        std::uint32_t lane;
        async::Duration start;
        async::Duration length;
        std::uint64_t marks;
        std::uint16_t player;  ///< who made most of the moves, if more than half
    };

    /// The marks of one kind: single ones or, if there are too many of them, cells.
    struct Marks {
        std::vector<Mark> single;  ///< in order of time
        std::vector<Cell> cells;   ///< in order of lane and time
    };

    /// A player goes out of a match, or is beaten for a time.
    struct Elimination {
        async::Duration t;
        std::uint32_t lane;
        std::uint64_t turn;
        std::string player;
        std::string cause;  ///< and who caused it
    };

    struct Player {
        std::string name;
        std::uint64_t moves = 0;
    };

    std::string file;  ///< the scenario's, as it was given
    std::optional<std::uint64_t> seed;
    double speed = 1;
    std::vector<Lane> lanes;  ///< in order of start
    Marks moves;
    Marks other_lines;                      ///< that are no moves
    std::vector<Elimination> eliminations;  ///< in order of time; of too many, some
    std::vector<Player> players;            ///< in order of their first moves
    async::Duration end{0};
    std::uint64_t workers = 0;
    std::uint64_t failed = 0;
    std::uint64_t move_count = 0;
    std::uint64_t other_line_count = 0;
};

}  // namespace game
