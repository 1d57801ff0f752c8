/// Referee: who knows the rules of a match.
#pragma once

#include "common/async/task.h"
#include "common/async/time.h"
#include "game/events/match_events.h"
#include "game/scenario/match.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// The referee has done, or not done, something that makes the match void. The text says what.
class RefereeFault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What a match begins with.
struct MatchStart {
    std::uint64_t seed = 0;
    std::vector<std::string> players;
    const MatchSettings& settings;
};

/// A player's part of a turn, as the referee needs it.
struct RefereeMove {
    std::string_view player;
    AnswerStatus status = AnswerStatus::missing;
    std::string_view move;                   ///< if ok
    std::optional<async::Duration> seconds;  ///< if ok
    std::string_view cause;                  ///< if out
    std::string_view by;                     ///< if out; may be empty
};

/// The moves of the open turn.
struct TurnMoves {
    std::uint64_t turn = 0;
    std::span<const RefereeMove> moves;    ///< of those who were asked, and of those who go out
    std::span<const std::string> left;     ///< ticks: players who leave before it
    std::span<const MatchPlayer> joining;  ///< ticks: players who join after it
};

/// What the referee says: how the turn went, and which is open now; or that the match is over.
struct Announcement {
    std::uint64_t turn = 0;  ///< the open one; if it is over, the last
    bool is_end = false;
    std::vector<std::string> ask;          ///< players
    std::optional<async::Duration> limit;  ///< of the open turn, in place of the match's
    std::string state;                     ///< public; JSON
    std::string rows;                      ///< a JSON list of strings; empty: none
    std::vector<std::pair<std::string, std::string>> views;    ///< player; members of a JSON object
    std::vector<PlayerEvent> events;                           ///< of the turn that was played
    std::string reason;                                        ///< if it is the end
    std::vector<MatchRank> ranks;                              ///< if it is the end, the best first
    std::vector<std::pair<std::string, std::string>> refused;  ///< ticks: who cannot join, and why
};

/// One match's referee: built in, or a program. Owned by the Match, which awaits one call after the
/// other. The calls throw RefereeFault.
class Referee {
  public:
    Referee() = default;
    Referee(const Referee&) = delete;
    Referee& operator=(const Referee&) = delete;
    virtual ~Referee() = default;

    /// What it does beside the calls, such as relaying what a program says. Runs until it is
    /// stopped, or has ended after `close`.
    virtual async::Task<void> run() = 0;

    /// No call will follow.
    virtual void close() = 0;

    /// Begins; `news` is overwritten.
    virtual async::Task<void> start(const MatchStart& start, Announcement& news) = 0;

    /// Plays the open turn; `news`, the former announcement, is overwritten.
    virtual async::Task<void> play(const TurnMoves& moves, Announcement& news) = 0;

    /// Once it has begun: the settings of the rules as JSON, complete with defaults if they are
    /// known.
    virtual std::string settings() const = 0;

    /// How the players stand now, the best first. Empty if only an end tells.
    virtual std::vector<MatchRank> ranks() const = 0;

    /// Whether somebody wants `rows`; a referee that is not asked may leave them out.
    virtual void set_wants_rows(bool wants_rows) = 0;
};

}  // namespace game
