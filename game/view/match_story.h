/// MatchStory: what the screen knows of a match.
#pragma once

#include "game/events/match_events.h"
#include "game/view/board.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game::view {

/// How a player went out of the match, or is out for a time.
struct PlayerOut {
    std::string cause;
    std::string by;
    std::uint64_t turn = 0;
};

struct PlayerRow {
    std::string name;
    std::uint64_t worker = 0;
    std::optional<std::int64_t> score = std::nullopt;  ///< a snake's length, painted squares
    std::optional<int> health = std::nullopt;          ///< a snake's
    AnswerStatus status = AnswerStatus::out;           ///< in the newest turn
    bool has_played = false;                           ///< at least one turn
    std::string move;                                  ///< the newest that was applied
    std::optional<async::Duration> seconds = std::nullopt;
    std::string say;
    std::optional<PlayerOut> out = std::nullopt;
    std::optional<std::uint64_t> final_rank = std::nullopt;
    std::string final_score;                           ///< of a referee
    std::deque<std::optional<async::Duration>> times;  ///< the newest turns, the last one last
    std::deque<std::int64_t> scores;                   ///< likewise
};

/// Somebody went out.
struct OutNotice {
    std::uint64_t turn = 0;
    std::string text;  ///< as on standard output: `augustin is out - head-collision, ben`
};

/// Players are kept in joining order, which gives each its mark. Memory is bounded by their number.
class MatchStory {
  public:
    void begin(const MatchEvent& event);
    void play(const TurnEvent& event);
    void finish(const ResultEvent& event);

    bool has_begun() const { return has_begun_; }
    const std::string& rules() const { return rules_; }  ///< as people call them
    const std::string& mode() const { return mode_; }
    async::Duration tick() const { return tick_; }
    std::optional<async::Duration> turn_limit() const { return turn_limit_; }
    std::optional<std::uint64_t> turn_count() const { return turns_; }  ///< the most, if limited
    std::uint64_t turn() const { return turn_; }                        ///< the newest
    const Board& board() const { return board_; }
    const std::vector<PlayerRow>& players() const { return players_; }
    const std::deque<OutNotice>& outs() const { return outs_; }  ///< the newest
    std::size_t living() const;

    bool is_over() const { return is_over_; }
    bool is_void() const { return is_void_; }
    const std::string& reason() const { return reason_; }

    /// As `players`: 1 for the best; equal ranks are a draw. Those who are out come after those who
    /// live, the latest first.
    std::vector<std::uint64_t> ranks() const;

    /// The indexes of the players as they are shown: those who live in joining order, then the
    /// others by rank.
    std::vector<std::size_t> shown_order() const;

    /// The index of the player that the worker plays.
    std::optional<std::size_t> player_of(std::uint64_t worker) const;

    /// The index of the player of that name.
    std::optional<std::size_t> find(std::string_view name) const;

  private:
    void join(const MatchPlayer& player);
    void read_state(std::string_view state, std::string_view rows);

    bool has_begun_ = false;
    bool is_over_ = false;
    bool is_void_ = false;
    std::string reason_;
    std::string rules_;
    std::string built_in_;  ///< empty: a referee's
    std::string mode_;
    async::Duration tick_{0};
    std::optional<async::Duration> turn_limit_;
    std::optional<std::uint64_t> turns_;
    std::uint64_t turn_ = 0;
    Board board_;
    std::vector<PlayerRow> players_;
    std::deque<OutNotice> outs_;
};

/// `augustin is out - head-collision, ben`.
std::string describe_out(const PlayerEvent& event);

}  // namespace game::view
