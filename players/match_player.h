/// MatchPlayer: plays one or more players of a match, carefully.
///
/// From a line to an answer: match_messages.h reads a message into a position; careful.h decides in
/// a position of snake, canvas.h in one of paint; MatchPlayer knows whose turn it is, with which
/// random numbers, and writes the answer. Only main.cpp reads and writes. What careful.h weighs is
/// measured in snake_map.h (which squares are reached, and when) and longest_path.h (how long a
/// snake can go on).
#pragma once

#include "players/match_messages.h"
#include "players/random.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace players {

/// A worker's side of a match. Passive: its owner passes it the lines of standard input, and writes
/// what it returns. The same seed and lines give the same answers.
class MatchPlayer {
  public:
    /// `seed`: in place of the one that the match gives.
    explicit MatchPlayer(std::optional<std::uint64_t> seed) : given_seed_(seed) {}

    /// Takes a message, a line without its newline. Returns the answers, whole lines with newlines;
    /// empty if there is nothing to say. Throws std::invalid_argument if the line is no message.
    std::string hear(std::string_view line);

  private:
    void begin(const Hello& hello);
    std::string answer(const Turn& turn);
    std::optional<Direction> decide(const Turn& turn, const std::string& player);

    /// The player's own stream of random numbers.
    Random& random_of(const std::string& player);

    std::optional<std::uint64_t> given_seed_;
    std::optional<std::uint64_t> seed_;
    std::size_t number_of_players_ = 0;
    MatchRules rules_;
    std::map<std::string, Random> randoms_;
};

}  // namespace players
