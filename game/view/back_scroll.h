/// BackScroll: the newest lines of a run, in bounded memory.
#pragma once

#include "game/events/events.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game::view {

/// A line of the screen's lower part.
struct ShownLine {
    async::Duration t{0};
    std::optional<std::uint64_t> turn = std::nullopt;  ///< of a match
    std::uint64_t worker = 0;                          ///< 0: the match itself
    std::uint64_t about = 0;  ///< what is not written by a worker may be about one only
    Stream stream = Stream::standard_output;
    bool is_move = false;  ///< what the board shows anyway
    std::string text;      ///< any bytes; the start of a very long line
};

/// Which lines are shown.
struct LineFilter {
    std::optional<std::uint64_t> worker = std::nullopt;  ///< only its lines, and the match's
    bool hides_moves = false;

    bool passes(const ShownLine& line) const {
        if (line.worker == 0) return !worker || line.about == 0 || line.about == *worker;
        return worker ? line.worker == *worker : !hides_moves || !line.is_move;
    }
};

/// Lines are numbered from 0, in the order in which they came. The oldest are dropped when there
/// are too many, or too many bytes, however many workers write.
class BackScroll {
  public:
    struct Limits {
        std::size_t lines = 20'000;
        std::size_t bytes = 8'000'000;
        std::size_t line_bytes = 1024;  ///< of one line; the rest is cut off
    };

    BackScroll() : BackScroll(Limits{}) {}
    explicit BackScroll(Limits limits) : limits_(limits) {}

    /// `line` without its text.
    void add(const ShownLine& line, std::string_view text);

    /// The number of the line that comes next.
    std::uint64_t end() const { return end_; }

    /// The first line that is still there.
    std::uint64_t begin() const { return first_; }

    /// Line `number` must be there.
    const ShownLine& at(std::uint64_t number) const {
        return lines_[static_cast<std::size_t>(number % limits_.lines)];
    }

    /// The last `count` lines before line `end` that pass, in order.
    std::vector<std::uint64_t> before(std::uint64_t end, std::size_t count,
                                      const LineFilter& filter) const;

    /// How many of all lines pass.
    std::size_t count(const LineFilter& filter) const;

    /// The numbers of the lines that pass and hold `text`, in order.
    std::vector<std::uint64_t> find(std::string_view text, const LineFilter& filter) const;

  private:
    void drop_first();

    Limits limits_;
    std::vector<ShownLine> lines_;  ///< line N is at N modulo the limit
    std::uint64_t first_ = 0;
    std::uint64_t end_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace game::view
