/// PlayerQueue: the messages that a player has not been sent yet.
#pragma once

#include "game/web/fragment.h"
#include "game/web/history.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <span>

namespace game::web {

/// Messages of one player, in their order. Of the turns that wait only the newest is kept: older
/// ones are of no use to somebody who has to move.
class PlayerQueue {
  public:
    /// The most bytes of messages, without turns, that wait for a player.
    static constexpr std::size_t most_bytes = std::size_t{1} << 20U;

    void push(Piece message, bool is_turn);

    /// Puts the next part of a message into `buffer`, which is not empty; none if there is nothing
    /// to send.
    std::optional<Fragment> next(std::span<char> buffer);

    bool is_empty() const { return messages_.empty(); }

    /// True if so much waits that the player should be given up.
    bool is_too_long() const { return bytes_ > most_bytes; }

  private:
    struct Message {
        Piece text;
        bool is_turn;
    };

    std::deque<Message> messages_;
    std::size_t bytes_ = 0;  ///< of those that are not turns
    std::size_t sent_ = 0;   ///< bytes of the first one
    bool is_begun_ = false;
};

}  // namespace game::web
