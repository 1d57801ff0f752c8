/// ReplayViewer: a logged run on the screen of `--live`, back and forth (game(1)).
#pragma once

#include "common/async/async.h"
#include "game/play/log_files.h"
#include "game/play/log_player.h"
#include "game/play/match_watch.h"
#include "game/play/replay.h"
#include "game/reporters/outputs.h"
#include "game/terminal/live_view.h"

#include <optional>
#include <string>

namespace game {

/// Plays a log in place of Replay, at the pace that its user wants (LogPlayer). At the end of the
/// log it stays until the user quits.
///
/// Other outputs than the screen get each event once, when it is shown for the first time. `main`
/// makes one, and awaits `run`.
class ReplayViewer final : private LogStage {
  public:
    /// `loop` must outlive it. Throws common::UsageError if the log cannot be opened, or is not a
    /// regular file, or if there is no terminal; std::system_error.
    ReplayViewer(async::Loop& loop, const ReplaySettings& settings);

    /// Shows it, to be called once. Its exit code is that of the logged run.
    async::Task<ReplayResult> run();

  private:
    async::Task<void> run_to_end(async::TaskGroup& background);
    async::Task<void> read_index();
    async::Task<void> handle_signals();
    async::Task<void> enter(std::string line);
    void update(view::Model& model);
    void stop();
    int exit_code() const;

    view::Model& model() override { return view_.model(); }
    void report(const LogEvent& event, bool is_new) override;
    void hold() override { view_.hold(); }
    void release() override { view_.release(); }
    void touch() override { view_.touch(); }
    async::Task<void> wait_for_room() override { return outputs_.wait_for_room(); }

    async::Loop& loop_;
    ReplaySettings settings_;
    LogFiles files_;
    LogPlayer player_;  ///< before the outputs, which empty their files: the log may be of no use
    Outputs outputs_;
    std::string errors_;
    std::optional<int> logged_exit_code_;  ///< once the whole log has been read
    async::TimePoint measured_{};          ///< when rates were computed last
    async::TaskGroup* playing_ = nullptr;  ///< while it plays
    std::optional<int> stop_signal_;
    terminal::LiveView view_;
    MatchWatch watch_;
};

}  // namespace game
