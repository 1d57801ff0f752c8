/// What a line of a worker means in a match (game-match(5)).
#pragma once

#include "common/json/json_text.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace game {

/// A name that a worker plays.
struct PlayedName {
    std::string called;  ///< as the worker calls it
    std::string name;    ///< as the match calls it; unique there
};

/// A player's answer to a turn.
struct Answer {
    std::size_t player = 0;             ///< the index among those that the worker plays
    std::optional<std::string> move;    ///< none: no move in this turn
    std::optional<std::uint64_t> turn;  ///< the turn that it is for, if the worker says so
    std::string say;                    ///< for spectators; at most `max_say` characters
};

inline constexpr std::size_t max_say = 160;

/// What a worker says of itself; it may do so at any time.
struct Ready {
    bool wants_rows = false;
    std::optional<std::string> colour;  ///< `#d33682`
};

/// A line; `std::monostate` if it is neither.
using Heard = std::variant<std::monostate, Answer, Ready>;

/// Reads the lines of one worker. Passive, and without memory of former lines.
class AnswerReader {
  public:
    /// Which moves there are.
    enum class Moves {
        directions,  ///< N, E, S, W: of the built-in rules
        any,         ///< any text: of a referee program
    };

    AnswerReader(std::vector<PlayedName> names, Moves moves)
        : names_(std::move(names)), moves_(moves) {}

    /// `line` is a whole line of standard output, without its newline; any bytes.
    Heard read(std::string_view line) const;

    const std::vector<PlayedName>& names() const { return names_; }

  private:
    bool is_single() const { return names_.size() == 1; }
    std::optional<std::size_t> find(std::string_view name) const;
    std::optional<Heard> read_json(std::string_view line) const;
    Heard read_answer(const common::Json& object) const;
    Heard read_direction(std::string_view line) const;
    Heard read_text(std::string_view line) const;
    Heard read_move_of(std::string_view line) const;

    std::vector<PlayedName> names_;
    Moves moves_;
};

}  // namespace game
