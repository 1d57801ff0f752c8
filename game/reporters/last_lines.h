/// LastLines: the end of a text that cannot be shown while it is written.
#pragma once

#include "game/output/output.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace game {

/// Keeps the last lines, and before them the last important ones. The memory is bounded: a line is
/// no longer than what a worker's is relayed in (game(1)).
class LastLines {
  public:
    static constexpr std::size_t most_usual = 20;
    static constexpr std::size_t most_important = 80;  ///< room for the ranks of all players

    enum class Weight { usual, important };

    /// `line` has its newline.
    void add(std::string_view line, Weight weight);

    /// Writes them in their order, and forgets them.
    void move_to(Output& output);

  private:
    struct Line {
        std::uint64_t number;
        std::string text;
    };

    std::array<std::string, most_usual> usual_;  ///< line N is at N modulo the size
    std::uint64_t count_ = 0;                    ///< of all lines
    std::deque<Line> important_;
};

}  // namespace game
