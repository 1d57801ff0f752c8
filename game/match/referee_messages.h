/// What `game` and a referee program send each other (game-match(5)): one JSON object a line.
#pragma once

#include "game/match/referee.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace game {

/// The longest message of a referee, in bytes.
inline constexpr std::size_t max_referee_message = std::size_t{16} << 20U;

/// Appends the first message, with its newline.
void append_referee_start(std::string& out, const MatchStart& start);

/// Appends the message with the moves of a turn.
void append_referee_moves(std::string& out, const TurnMoves& moves);

/// Reads the messages of one referee, in their order, and checks each against what a match allows.
/// Passive.
class RefereeMessages {
  public:
    /// `players` take part. With a start state, the first turn may be any.
    RefereeMessages(std::span<const std::string> players, bool has_start)
        : players_(players.begin(), players.end()), has_start_(has_start) {}

    /// Ticks: one more takes part.
    void add_player(const std::string& name) { players_.insert(name); }

    /// Reads a line, without its newline. Throws RefereeFault, which says which message is wrong
    /// and where.
    void read(std::string_view line, Announcement& news);

  private:
    class Reader;

    std::unordered_set<std::string> players_;
    bool has_start_;
    std::uint64_t messages_ = 0;
    std::uint64_t turn_ = 0;  ///< of the latest message; 0: none yet
};

}  // namespace game
