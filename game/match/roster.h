/// Roster: the workers and the players of a match.
#pragma once

#include "common/async/time.h"
#include "game/events/match_events.h"
#include "game/match/answer.h"
#include "game/match/mailbox.h"
#include "game/match/owed_turns.h"
#include "game/match/thinking_times.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace game {

/// A worker's process, as a match sees it beyond its input. It must outlive the match, or `end`
/// first.
class MatchProcess {
  public:
    MatchProcess() = default;
    MatchProcess(const MatchProcess&) = delete;
    MatchProcess& operator=(const MatchProcess&) = delete;
    virtual ~MatchProcess() = default;

    /// Reads what its outputs hold now, without waiting, and passes it on as always.
    /// Returns how many bytes that were.
    virtual std::size_t read_pending() = 0;
};

struct Contestant;

/// Why a player goes out for a reason that is not of the rules.
struct Departure {
    std::string cause;
    std::string by;  ///< may be empty
};

/// One player, and its part of the open turn or of the one that was played last.
struct Player {
    std::string name;  ///< unique
    Contestant* worker;

    // The match:
    OwedTurns owed;
    ThinkingTimes times;
    PlayerTotals totals;
    async::Duration bank{0};  ///< what is left of it
    std::uint64_t strikes = 0;
    bool was_asked = false;  ///< in any turn
    bool is_out = false;
    std::optional<Departure> departure;  ///< it goes out with the next turn that is played

    // The turn:
    bool is_asked = false;
    bool is_awaited = false;  ///< the turn stays open for it
    bool has_answered = false;
    std::uint64_t judged_turn = 0;                ///< the latest that it had a part in
    AnswerStatus status = AnswerStatus::missing;  ///< in that turn
    std::optional<Answer> pending;                ///< the latest, of one that is never awaited
    std::string move;                             ///< empty: none
    std::optional<async::Duration> seconds;
    std::string say;
    async::TimePoint deadline;  ///< with its bank
};

/// One worker that takes part.
struct Contestant {
    std::uint64_t worker;
    AnswerReader reader;
    std::vector<Player*> players;
    MatchProcess* process = nullptr;  ///< while it runs
    std::unique_ptr<MatchInput> input = nullptr;
    std::optional<Mailbox> mailbox = std::nullopt;  ///< none: it is told nothing
    bool has_entered = false;                       ///< or could not be started
    bool wants_rows = false;
    bool has_ended = false;
    bool has_closed_output = false;
    bool was_awaited_in_vain = false;  ///< a turn was opened while it was mute
    bool is_being_flushed = false;     ///< a task writes when there is room
    std::size_t held_bytes = 0;        ///< read in the open turn although readers were paused
    std::string heard = {};            ///< the latest line that is no answer; cut

    /// True if it can read a turn.
    bool reads() const { return mailbox && !mailbox->is_closed(); }

    /// True if it has closed what an exchange needs.
    bool is_mute() const { return has_closed_output || !reads(); }

    /// True if a turn must wait for it. One that is mute has probably just ended, of which we hear
    /// in a moment: so one turn waits for that.
    bool can_answer() const { return mailbox && !has_ended && !(is_mute() && was_awaited_in_vain); }
};

/// Keeps all that ever took part. Their addresses do not change.
class Roster {
  public:
    explicit Roster(AnswerReader::Moves moves) : moves_(moves) {}

    /// Adds a worker and its players, whose names it makes unique: the second john is `john-2`.
    Contestant& add(std::uint64_t worker, const std::vector<std::string>& plays);

    std::deque<Contestant>& contestants() { return contestants_; }
    const std::deque<Contestant>& contestants() const { return contestants_; }
    std::deque<Player>& players() { return players_; }
    const std::deque<Player>& players() const { return players_; }

    /// Null if there is none of that name.
    Player* find(const std::string& name);

  private:
    std::string unique_name(const std::string& wanted);

    AnswerReader::Moves moves_;
    std::deque<Contestant> contestants_;
    std::deque<Player> players_;
    std::unordered_map<std::string, Player*> by_name_;
    std::unordered_map<std::string, std::uint64_t> last_suffix_;  ///< of a name that is there often
};

}  // namespace game
