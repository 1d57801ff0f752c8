/// KeyPlayer: the person at the keyboard, who plays in the match.
#pragma once

#include "common/async/async.h"
#include "game/events/reporter.h"
#include "game/events/time_scale.h"
#include "game/seats/key_seat.h"
#include "game/view/model.h"

#include <optional>
#include <span>
#include <string>

namespace game {

/// Passes keys on as moves, and follows how they fare. Owned by Game, which runs it in the
/// background, and launches the worker.
class KeyPlayer {
  public:
    /// `socket` is that of the worker's process. All must outlive it. Throws std::system_error.
    KeyPlayer(async::Loop& loop, const TimeScale& scale, std::string name,
              const std::string& socket);

    /// Runs until stopped.
    async::Task<void> run() { return seat_.run(); }

    /// A key: `N`, `E`, `S` or `W`.
    void move(char direction);

    /// What has to be reported to this.
    Reporter& reporter() { return reporter_; }

    /// For the screen.
    view::PlayState state() const;

  private:
    /// Follows the match.
    class FollowingReporter final : public Reporter {
      public:
        explicit FollowingReporter(KeyPlayer& player) : player_(player) {}

        void match(const MatchEvent& event) override;
        void turn(const TurnEvent& event) override;

      private:
        KeyPlayer& player_;
    };

    void find_name(std::span<const MatchPlayer> players);
    void open_turn();

    async::Loop& loop_;
    const TimeScale& scale_;
    std::string name_;  ///< as it was chosen, or what the match made of it
    KeySeat seat_;
    FollowingReporter reporter_{*this};
    async::Duration tick_{0};  ///< in real time
    std::optional<async::TimePoint> next_tick_;
    std::optional<char> next_move_;
    std::optional<async::Duration> last_margin_;
};

}  // namespace game
