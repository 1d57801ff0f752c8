/// LiveRun: a run on the screen of `--live` (game(1)).
#pragma once

#include "game/commands/command_queue.h"
#include "game/events/time_scale.h"
#include "game/play/key_player.h"
#include "game/play/match_watch.h"
#include "game/play/scheduler.h"
#include "game/play/tournament_run.h"
#include "game/play/usage_meter.h"
#include "game/reporters/output_settings.h"
#include "game/terminal/live_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The terminal that standard output is, with the colours of the settings. Throws
/// common::UsageError if it is of no use for `--live`.
terminal::Kind find_live_terminal(const OutputSettings& settings);

/// Owns the view, tells it what events do not say, and passes on what is entered: commands go where
/// those of the keyboard go. Owned by Game, which starts `run` beside the run, reports to
/// `reporter()`, and awaits `close` before anything is written to the terminal again.
class LiveRun {
  public:
    /// All must outlive it. Throws what LiveView throws.
    LiveRun(terminal::Kind kind, const WorkerServices& services, const Scheduler& scheduler,
            CommandQueue& commands);

    /// Until stopped.
    async::Task<void> run();

    /// Gives the terminal back.
    async::Task<void> close();

    Reporter& reporter() { return view_.reporter(); }
    terminal::LiveView& view() { return view_; }

    /// Shows the answer to a command, which is whole lines; nothing after `close`.
    void show_answer(std::string_view lines);

    /// Shows something of the moment. Returns false after `close`: there is nothing to show it on.
    bool show(const std::string& message);

    /// Shows a warning, and keeps it for standard error, which is the terminal too as a rule.
    /// Returns false after `close`.
    bool warn(const std::string& message);

    /// Those that were kept, the first hundred of them. After `close`.
    std::vector<std::string> take_warnings();

    /// Keys are the moves of this one, which must outlive it.
    void set_player(KeyPlayer& player) { player_ = &player; }

    /// The standings of this one are shown as they are. It must outlive the view.
    void set_tournament(const TournamentRun& tournament) { tournament_ = &tournament; }

  private:
    async::Task<void> enter(std::string line);
    void update(view::Model& model);
    void update_waiting(view::Model& model) const;
    void update_standings(view::Model& model);
    void measure(view::Model& model);

    const WorkerServices& services_;
    const Scheduler& scheduler_;
    CommandQueue& commands_;
    std::vector<std::uint64_t> planned_;  ///< workers of the script from entry N on
    UsageMeter meter_;
    std::optional<async::TimePoint> measured_;
    std::vector<std::string> warnings_;
    std::uint64_t warned_ = 0;
    bool is_closed_ = false;
    KeyPlayer* player_ = nullptr;                ///< null: keys are no moves
    const TournamentRun* tournament_ = nullptr;  ///< null: there is none
    std::uint64_t ranked_ = 0;                   ///< matches in the standings that are shown
    async::TimePoint next_standings_;
    terminal::LiveView view_;
    MatchWatch watch_;
};

}  // namespace game
