/// This room plays one match: it asks players for moves, takes their answers, and tells everybody
/// what came of it (game-match(5)).
///
/// Match, here, is the turn cycle: one coroutine that reads like the rules. It knows interfaces
/// only, so that tests play it in virtual time and without a process. Who knows the rules of the
/// game is a Referee (referee.h): those of game/rules (built_in_referee.h), or a program
/// (referee_process.h, and its messages in referee_messages.h). The Roster (roster.h) has the
/// players and their workers. TurnDeadlines (turn_deadlines.h) says how long a turn
/// stays open. AnswerReader (answer.h) reads what a worker writes, OwedTurns
/// (owed_turns.h) finds the turn that an answer is for, messages.h is what a worker is told, and
/// Mailbox (mailbox.h) tells it without ever waiting; InputPipe (input_pipe.h) is its pipe.
/// match_problems.h says what is wrong with a match before it begins.
///
/// The room may use rules, scenario, events and launch. game/play makes a Match and passes it what
/// workers do.
#pragma once

#include "common/async/async.h"
#include "game/match/alarm.h"
#include "game/match/match_options.h"
#include "game/match/messages.h"
#include "game/match/referee.h"
#include "game/match/roster.h"
#include "game/match/turn_deadlines.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// How the reason begins why a match is void for which there was no room.
inline constexpr std::string_view shortage_fault = "not all workers can be started: ";

/// One match, from the first turn to the ranking. Game owns it, and runs it beside the scheduler;
/// workers pass it their lines.
///
/// A turn: write it to everyone, wait until everyone who was asked has answered or the limit has
/// passed, let the referee play the moves, report what came of it. Nothing that a worker does makes
/// it wait longer: writing never blocks, and the deadline is set once.
class Match {
  public:
    /// `services` must outlive it.
    Match(const MatchServices& services, MatchOptions options, std::unique_ptr<Referee> referee);
    Match(const Match&) = delete;
    Match& operator=(const Match&) = delete;
    ~Match() = default;

    /// Plays to the end, and until everybody has been told of it who will read it.
    async::Task<void> run();

    /// A worker is going to be launched, in launch order, which is the order of the players.
    /// `is_planned`: the match waits for it. Returns its part in the match, as valid as the match;
    /// null if it has none, since it comes too late.
    Contestant* reserve(std::uint64_t worker, const std::vector<std::string>& plays,
                        bool is_planned);

    /// The worker has been launched. `process` must outlive the call of `leave`; none: it could not
    /// be started. `input`: none if it is told nothing, and never waited for.
    void enter(Contestant& contestant, MatchProcess* process, std::unique_ptr<MatchInput> input);

    /// The worker will not be launched: it was stopped before. Its players take part as ones who
    /// have left.
    void withdraw(Contestant& contestant);

    /// As above, of a worker for which nothing has been reserved.
    void withdraw(std::uint64_t worker, const std::vector<std::string>& plays);

    /// How many workers the match waits for before it begins: the first ones of the run.
    std::size_t expected_workers() const { return options_.workers; }

    /// A worker that the match may wait for cannot be started, for lack of `what`. One that has not
    /// begun is void: nobody is to be blamed.
    void note_shortage(std::string_view what);

    /// The worker wrote a whole line on standard output.
    void hear(Contestant& contestant, std::string_view line);

    /// Its standard output is at the end.
    void note_output_end(Contestant& contestant);

    /// The worker has ended. `failure` is how: `exit code 3`, `SIGSEGV`; empty if that was well.
    void leave(Contestant& contestant, const std::string& failure);

    /// The whole run is being stopped, for `reason`: the match ends now, and nobody has lost.
    void stop(std::string_view reason);

    /// No worker is left, and none will come. A match in ticks ends, at once or when it has begun.
    void conclude();

    /// The workers' readers are held now, since an output is slow.
    void note_held() { alarm_.ring(); }

    /// The number of the turn that players are asked to play; none before the first, and after the
    /// last.
    std::optional<std::uint64_t> open_turn() const;

    async::Task<void> wait_until_over();
    bool is_over() const { return is_over_; }

    /// True if the referee was at fault, or the match could not begin.
    bool is_void() const { return is_void_; }

  private:
    bool is_lockstep() const { return options_.settings.mode == MatchMode::lockstep; }

    // The turn cycle.
    async::Task<void> play();
    async::Task<void> play_to_end();
    void report_fault(std::string_view what);
    async::Task<void> wait_for_workers();
    async::Task<void> begin();
    void open_turn_for_all();
    void close_turn();
    async::Task<void> let_referee_play();
    bool wants_rows() const;
    void count_turn();

    // Players.
    void take(Player& player, Answer answer);
    void accept(Player& player, Answer answer);
    void judge(Player& player);
    void add_move(Player& player);
    void strike(Player& player);
    void eliminate(const PlayerEvent& event);
    void warn_of_crowd();

    // Messages.
    void greet(Contestant& contestant);
    void tell_turn(Contestant& contestant);
    TurnNotice notice_for(const Contestant& contestant, std::uint64_t skipped) const;
    void tell_out(const PlayerEvent& event);
    void tell_end(const ResultEvent& result);
    void flush_later(Contestant& contestant);
    async::Task<void> flush(Contestant& contestant);

    // Reports.
    async::Duration now() const { return services_.scale.since_start(services_.loop.now()); }
    void report_match(std::span<const MatchPlayer> players);
    void report_turn();
    void end(std::string_view reason, std::vector<MatchRank> ranks);
    void declare_void(std::string_view reason);
    void finish(ResultEvent result);
    std::vector<PlayerTotals> totals() const;
    std::vector<MatchRank> drawn_ranks() const;
    std::string views_text() const;
    static MatchPlayer describe(const Contestant& contestant, std::size_t index);

    const MatchServices& services_;
    MatchOptions options_;
    std::unique_ptr<Referee> referee_;
    Roster roster_;
    MatchFacts facts_;
    Announcement news_;
    std::optional<async::TaskGroup> tasks_;  ///< all that `run` does
    std::size_t reserved_ = 0;               ///< of the workers that the match waits for
    std::size_t entered_ = 0;                ///< of those that have a part
    bool has_begun_ = false;
    bool is_turn_open_ = false;
    bool is_over_ = false;
    bool is_void_ = false;
    bool is_concluded_ = false;  ///< no worker is left
    bool has_warned_of_late_workers_ = false;

    std::uint64_t first_turn_ = 0;   ///< what had been played in the start state
    std::uint64_t played_turn_ = 0;  ///< the latest
    Alarm alarm_;
    TurnDeadlines deadlines_;               ///< of the open turn
    std::size_t first_told_ = 0;            ///< who hears of the open turn first
    std::uint64_t idle_turns_ = 0;          ///< in a row, in which nobody was asked
    std::vector<RefereeMove> moves_;        ///< of the turn that is closed
    std::vector<PlayerTurn> player_turns_;  ///< for its report
    std::vector<PlayerEvent> events_;       ///< likewise
    std::vector<std::string> asked_;        ///< in the turn that was told last
    std::vector<std::uint64_t> skipped_;    ///< workers that missed the one before that
    std::uint64_t asked_turn_ = 0;          ///< its number
    bool is_told_ = false;                  ///< a turn was, and is not played yet
    std::vector<MatchPlayer> joining_;      ///< ticks: after the open turn
    std::vector<std::string> leaving_;      ///< ticks: before it is played
    std::vector<MatchPlayer> joined_;       ///< those of the turn that is played now
    std::vector<std::string> left_;         ///< likewise
    std::string message_;                   ///< this and the next to keep their memory
    std::string message_end_;
    async::Condition entrances_;
    async::Condition over_;
};

}  // namespace game
