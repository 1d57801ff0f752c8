/// Comparison: the answers of a bot beside those that a log has.
#pragma once

#include "game/match/answer.h"
#include "game/match/owed_turns.h"
#include "game/review/conversation.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// Is told what the bot is told and what it says, and gives a line for each turn, in their order:
/// `turn 12: N, as logged`, `turn 31: E - logged: N`. Passive.
class Comparison {
  public:
    /// The answers of player `player`, an index, count. `conversation` must outlive it.
    Comparison(const Conversation& conversation, std::size_t player);

    /// The bot is sent this message.
    void tell(const ToldMessage& message);

    /// The bot wrote a whole line on standard output. Returns lines to print, maybe none.
    std::string hear(std::string_view line);

    /// The bot will say no more.
    std::string finish();

    /// False if the bot must answer to this turn before it is told the next: in the log it has.
    bool is_done_with(std::uint64_t turn) const;

    std::uint64_t compared() const { return compared_; }
    std::uint64_t different() const { return different_; }

    /// The last line: `zoe: 40 turns, all as logged`.
    std::string summary() const;

  private:
    std::string compare_known(bool is_at_end);
    std::string compare(std::uint64_t turn);
    const LoggedAnswer* find_logged(std::uint64_t turn) const;

    const Conversation& conversation_;
    AnswerReader reader_;
    std::size_t player_;
    std::vector<OwedTurns> owed_;              ///< by player
    std::deque<std::uint64_t> asked_;          ///< turns that are not compared yet
    std::map<std::uint64_t, Answer> answers_;  ///< to them
    std::uint64_t compared_ = 0;
    std::uint64_t different_ = 0;
};

}  // namespace game
