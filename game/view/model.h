/// This room is the screen of `game --live` (game(1)), without a terminal: what it knows, what it
/// shows, and what its keys do. Nothing in it reads or writes.
///
/// The way of an event: Model, here, is a Reporter, and keeps what the screen shows in bounded
/// memory. `lay_out` (layout.h) makes a Screen of it, a grid of cells, part by part (parts.h).
/// `press` (keys.h) changes what the user has chosen, and says which command or move a key is.
/// Whoever owns the terminal draws the Screen and reads the keys.
///
/// The room may use common and events.
#pragma once

#include "game/events/reporter.h"
#include "game/view/back_scroll.h"
#include "game/view/match_story.h"
#include "game/view/prompt.h"
#include "game/view/tournament_story.h"
#include "game/view/worker_rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game::view {

enum class Mode {
    overview,   ///< all workers, or the match, or the tournament
    worker,     ///< the lines of the selected worker
    standings,  ///< those of all players of the tournament
};

/// What the user has chosen. Keys change it, events do not.
struct Choice {
    Mode mode = Mode::overview;
    bool shows_help = false;
    std::size_t help_first = 0;       ///< of its entries, the first that is shown
    std::size_t standings_first = 0;  ///< the same of the players, with Mode::standings
    std::optional<std::uint64_t> worker = std::nullopt;  ///< the selected one
    /// The line below the last one that is shown; none: the newest line is shown, whatever comes.
    std::optional<std::uint64_t> lines_end = std::nullopt;
    std::string search;                               ///< empty: none
    std::optional<std::uint64_t> hit = std::nullopt;  ///< the line that was found last
    bool opens_prompt = false;                        ///< with `--play`: keys are text
};

/// In a replay it is known before it happens who goes out.
struct ReplayOut {
    std::uint64_t turn = 0;
    std::string player;
};

/// Where a replay is; its owner tells the model.
struct ReplayState {
    std::uint64_t turn = 0;
    std::uint64_t turns = 0;  ///< of the log
    async::Duration t{0};
    double speed = 1;
    bool is_paused = false;
    bool is_live = false;              ///< it shows the newest turn of a log that is still written
    std::vector<ReplayOut> outs = {};  ///< in order
};

/// What the person who plays with `--play` needs to know; its owner tells the model.
struct PlayState {
    std::string player;
    std::optional<char> next_move = std::nullopt;               ///< `N`, `E`, `S` or `W`
    std::optional<async::Duration> until_tick = std::nullopt;   ///< real time
    std::optional<async::Duration> last_margin = std::nullopt;  ///< how early the last move came
};

/// The memory depends on the limits, not on how long the run is.
class Model final : public Reporter {
  public:
    Model() = default;
    explicit Model(BackScroll::Limits limits) : limits_(limits), lines_(limits) {}

    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override { set_time(event.t); }
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void stopping(const StopEvent& event) override;
    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override;
    void result(const ResultEvent& event) override;
    void tournament(const TournamentEvent& event) override;
    void match_started(const MatchStartEvent& event) override;
    void match_turn(const MatchTurnEvent& event) override { tournament_.note_turn(event); }
    void match_ended(const MatchEndEvent& event) override;
    void standings(const StandingsEvent& event) override;
    void ended(const EndEvent& event) override;

    /// What events do not say.
    void set_time(async::Duration t);
    void set_waiting(std::vector<std::string> names, std::uint64_t count) {
        workers_.set_waiting(std::move(names), count);
    }
    void measure(async::Duration t, std::span<const WorkerUsage> usages);
    void set_stopping() { is_stopping_ = true; }
    void set_replay(ReplayState state) { replay_ = std::move(state); }
    void set_play(PlayState state) { play_ = std::move(state); }

    /// It is a match of a tournament, to which a key leads back.
    void set_title(std::string title) { title_ = std::move(title); }

    /// A line of ours, which stands among those of the workers.
    void notice(std::string_view text);

    /// Forgets all events: they will be reported anew. What the user has chosen stays.
    void start_over();

    /// Shows the answer to a command for some seconds, or to a key that can do nothing.
    void answer(std::string_view text);

    const std::string& file() const { return file_; }    ///< the scenario's, without its folder
    const std::string& title() const { return title_; }  ///< of a match of a tournament, or empty
    async::Duration time() const { return time_; }
    double speed() const { return speed_; }        ///< of the run, also in a replay
    bool is_part() const { return is_part_; }      ///< others play other parts of it
    bool has_ended() const { return has_ended_; }  ///< the run, if it was reported
    const WorkerRows& workers() const { return workers_; }
    const BackScroll& lines() const { return lines_; }
    const LineRates& rates() const { return rates_; }  ///< of all workers
    const MatchStory& match() const { return match_; }
    const TournamentStory& tournament() const { return tournament_; }
    const std::optional<ReplayState>& replay() const { return replay_; }
    const std::optional<PlayState>& play() const { return play_; }

    /// Nothing more is begun: the run is being stopped, or only what runs is finished.
    bool is_stopping() const { return is_stopping_; }

    /// Why the standings have no figures; empty if they have some, or nothing is known.
    std::string_view why_no_standings() const;

    /// Empty if it has been shown long enough.
    std::string_view shown_answer() const;

    /// The workers that can be selected, in the order in which they are shown. In a tournament they
    /// are its matches.
    std::vector<std::uint64_t> selectable() const;

    /// The worker that counts as selected; in a match the first player, before one is chosen.
    std::optional<std::uint64_t> selected() const;

    /// Which lines the screen shows now.
    LineFilter line_filter() const;

    Choice choice;
    Prompt prompt;

  private:
    void add_notice(async::Duration t, std::optional<std::uint64_t> turn, std::string_view text);
    bool is_move(const LineEvent& event) const;
    std::vector<std::uint64_t> workers_of_matches() const;
    static LineRates rates_of_run() { return LineRates(1024); }

    std::string file_;
    std::string title_;
    async::Duration time_{0};
    double speed_ = 1;
    bool is_part_ = false;
    bool is_merged_ = false;
    bool is_stopping_ = false;
    bool has_ended_ = false;
    WorkerRows workers_;
    BackScroll::Limits limits_;
    BackScroll lines_{limits_};
    LineRates rates_ = rates_of_run();
    MatchStory match_;
    TournamentStory tournament_;
    std::optional<ReplayState> replay_;
    std::optional<PlayState> play_;
    std::string answer_;
    async::Duration answer_end_{0};
};

}  // namespace game::view
