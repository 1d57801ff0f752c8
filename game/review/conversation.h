/// Conversation: what one worker of a logged match was told, and what its players answered.
#pragma once

#include "game/events/reporter.h"
#include "game/match/answer.h"
#include "game/match/messages.h"
#include "game/match/owed_turns.h"
#include "game/review/logged_match.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// The part of a worker in one match of a log.
struct Role {
    std::uint64_t match = 0;  ///< its number in the log, from 1
    std::uint64_t worker = 0;
    std::vector<PlayedName> names;
    bool hears_match = true;
    AnswerReader::Moves moves = AnswerReader::Moves::directions;
};

/// Finds the role of the worker that plays a player: that of the last match in which it does.
class RoleFinder final : public Reporter {
  public:
    explicit RoleFinder(std::string player) : player_(std::move(player)) {}

    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override { add(event.joined); }

    const std::optional<Role>& role() const { return role_; }

    /// All players of the last match, for a message.
    const std::vector<std::string>& players() const { return players_; }

  private:
    void add(std::span<const MatchPlayer> players);

    std::string player_;
    std::uint64_t matches_ = 0;
    AnswerReader::Moves moves_ = AnswerReader::Moves::directions;
    std::optional<Role> role_;
    std::vector<std::string> players_;
};

/// A message that the worker was sent.
struct ToldMessage {
    std::string text;                ///< with its newline
    std::uint64_t turn = 0;          ///< if it is a turn; otherwise 0
    std::vector<std::size_t> asked;  ///< the indices of the players that are asked in it
};

/// What a player answered to a turn.
struct LoggedAnswer {
    std::optional<Answer> answer;  ///< none was understood
    bool is_prompt = false;        ///< it came before the next turn was told
    AnswerStatus status = AnswerStatus::missing;
};

/// Gets all events of a log, in their order, and makes the messages again from what the match had
/// told its workers: byte for byte.
class Conversation final : public Reporter {
  public:
    explicit Conversation(Role role);

    void scenario(const ScenarioEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override;
    void result(const ResultEvent& event) override;

    const Role& role() const { return role_; }
    const std::vector<ToldMessage>& messages() const { return messages_; }

    /// Of one of its players, by turn. Turns in which it was not asked are missing.
    const std::map<std::uint64_t, LoggedAnswer>& answers(std::size_t player) const {
        return players_[player].answers;
    }

    /// The speed of the run.
    double speed() const { return speed_; }

  private:
    /// What a player did in the turn that was played last.
    struct Part {
        AnswerStatus status;
        std::string move;
        std::optional<async::Duration> seconds;
    };
    struct PlayerState {
        OwedTurns owed;
        async::Duration bank{0};
        std::optional<Part> last;  ///< none: it had no part in it
        std::map<std::uint64_t, LoggedAnswer> answers;
    };

    bool is_in_match() const { return match_ && !is_over_; }
    std::optional<std::size_t> find(std::string_view player) const;
    void hear(const std::string& line, const std::vector<std::size_t>& accepted);
    void open(std::uint64_t turn);
    void greet();
    void tell(std::uint64_t turn, const TurnOpening& opening);
    TurnNotice notice(std::uint64_t turn, const TurnOpening& opening) const;
    void drop_latest_turn();
    void judge(const TurnEvent& event);
    void tell_out(const TurnEvent& event);
    void keep_state(std::string_view state, std::string_view views, std::string_view rows);
    void take_lines(const std::vector<std::size_t>& accepted);

    Role role_;
    AnswerReader reader_;
    std::vector<PlayerState> players_;
    std::vector<ToldMessage> messages_;
    std::uint64_t matches_ = 0;
    std::optional<LoggedMatch> match_;
    double speed_ = 1;
    bool is_over_ = false;
    bool is_greeted_ = false;
    bool has_ended_ = false;   ///< the worker
    bool is_in_line_ = false;  ///< it has written a part of one

    std::uint64_t started_in_ = 0;    ///< the turn that had been played when it started
    std::uint64_t first_told_ = 0;    ///< the first turn that it is told
    std::uint64_t played_ = 0;        ///< the turn that was played last
    std::uint64_t opened_ = 0;        ///< the turn that was opened last
    std::uint64_t skipped_ = 0;       ///< turns in a row that it missed, up to the latest
    std::vector<std::string> lines_;  ///< of the open turn, not taken yet
    std::string heard_;               ///< the latest line that is no answer
    std::string heard_at_opening_;
    bool wants_rows_ = false;
    bool wanted_rows_at_opening_ = false;
    std::string state_;
    std::string rows_;
    std::vector<std::pair<std::string, std::string>> views_;  ///< of its players
};

}  // namespace game
