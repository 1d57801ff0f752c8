/// LastLines: the end of a text that cannot be shown while it is written.
#pragma once

#include "game/events/events.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace game {

/// Keeps the last lines, and before them the last important ones. The memory is bounded: a line is
/// no longer than what a worker's is relayed in (game(1)). What workers write is kept as it came,
/// since few of these lines are ever shown.
class LastLines {
  public:
    static constexpr std::size_t most_usual = 20;
    static constexpr std::size_t most_important = 80;  ///< room for the ranks of all players

    enum class Weight { usual, important };

    /// `text` is a whole line, with its newline.
    void add(std::string_view text, Weight weight);

    void add(const LineEvent& event);

    /// Calls one of these for each line, in their order, and forgets them.
    void take(const std::function<void(std::string_view)>& use_text,
              const std::function<void(const LineEvent&)>& use_event);

  private:
    struct Line {
        bool is_event = false;
        std::string text;
        async::Duration t{0};
        std::uint64_t worker = 0;
        std::string label;
        Stream stream = Stream::standard_output;
        bool continued = false;
    };

    struct Important {
        std::uint64_t number;
        std::string text;
    };

    std::array<Line, most_usual> usual_;  ///< line N is at N modulo the size, and keeps its memory
    std::uint64_t count_ = 0;             ///< of all lines
    std::deque<Important> important_;
};

}  // namespace game
