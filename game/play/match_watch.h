/// MatchWatch: a match of a tournament on the screen of `--live`, in place of the tournament.
#pragma once

#include "common/async/async.h"
#include "game/terminal/live_view.h"

#include <cstdint>
#include <memory>

namespace game {

/// Shows matches that the user opens, from their logs: the newest turn of one that runs, as it
/// comes; one that has ended from its beginning. Owned by LiveRun or ReplayViewer, which run `run`
/// beside the view, and call `open` as the view asks.
class MatchWatch {
  public:
    /// Matches of a replay may have ended long ago, although they seem to run.
    enum class Matches { run_now, are_replayed };

    /// `loop` and `view` must outlive it.
    MatchWatch(async::Loop& loop, terminal::LiveView& view, Matches matches);
    ~MatchWatch();
    MatchWatch(const MatchWatch&) = delete;
    MatchWatch& operator=(const MatchWatch&) = delete;

    /// Until stopped.
    async::Task<void> run();

    /// Shows the match. If its log cannot be read, shows its worker's lines, and why.
    void open(const view::ChosenMatch& match);

    /// Shows the tournament again.
    void leave();

  private:
    class Watched;

    async::Task<void> play(Watched& watched);
    async::Task<void> follow(Watched& watched);
    bool may_grow(std::uint64_t match) const;

    async::Loop& loop_;
    terminal::LiveView& view_;
    Matches matches_;
    Watched* shown_ = nullptr;             ///< null: the tournament is
    std::unique_ptr<Watched> next_;        ///< is shown, and going to be played
    async::TaskGroup* playing_ = nullptr;  ///< while one is
    async::Condition opened_;
};

}  // namespace game
