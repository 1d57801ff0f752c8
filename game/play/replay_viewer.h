/// ReplayViewer: a logged run on the screen of `--live`, back and forth (game(1)).
#pragma once

#include "common/async/async.h"
#include "game/play/event_source.h"
#include "game/play/log_files.h"
#include "game/play/replay.h"
#include "game/play/replay_index.h"
#include "game/reporters/outputs.h"
#include "game/terminal/live_view.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace game {

/// Plays a log in place of Replay, at the pace that its user wants. It reads the log twice: once to
/// find its turns, and once to play it. To go back, it plays it again from its beginning, as fast
/// as possible. At the end of the log it stays until the user quits.
///
/// Other outputs than the screen get each event once, when it is shown for the first time. `main`
/// makes one, and awaits `run`.
class ReplayViewer {
  public:
    /// `loop` must outlive it. Throws common::UsageError if the log cannot be opened, or is not a
    /// regular file, or if there is no terminal; std::system_error.
    ReplayViewer(async::Loop& loop, const ReplaySettings& settings);

    /// Shows it, to be called once. Its exit code is that of the logged run.
    async::Task<ReplayResult> run();

  private:
    async::Task<void> run_to_end(async::TaskGroup& background);
    async::Task<void> read_index();
    async::Task<void> play();
    async::Task<void> go_to(std::uint64_t position);
    async::Task<void> wait_for_request(async::TimePoint end);
    async::Task<void> wait_until_requested();
    async::Task<void> handle_signals();
    async::Task<void> enter(std::string line);
    void control(view::ReplayRequest request);
    void jump(const std::optional<std::uint64_t>& position, std::string_view none);
    void change_speed(double factor);
    void set_paused(bool is_paused);
    void update(view::Model& model);
    const LogEvent* peek();
    void show_next();
    void report(const LogEvent& event);
    void stop();
    async::Duration time();
    void keep_time();
    int exit_code() const;

    async::Loop& loop_;
    ReplaySettings settings_;
    LogFiles files_;
    std::unique_ptr<EventSource> source_;
    Outputs outputs_;
    ReplayIndex index_;
    bool has_index_ = false;
    std::string errors_;
    std::optional<int> logged_exit_code_;  ///< once there is an index
    const LogEvent* next_ = nullptr;       ///< has been read, but not shown
    std::uint64_t position_ = 0;           ///< how many events have been shown
    std::uint64_t furthest_ = 0;           ///< the most that ever were
    std::optional<std::uint64_t> target_;
    bool is_paused_ = false;
    double speed_;
    async::Duration t_{0};         ///< of the log, at `since_`
    async::Duration shown_t_{0};   ///< of the latest event
    async::TimePoint since_;       ///< when speed or place changed last
    async::TimePoint measured_{};  ///< when rates were computed last
    async::Condition requested_;
    async::TaskGroup* playing_ = nullptr;  ///< while it plays
    std::optional<int> stop_signal_;
    terminal::LiveView view_;
};

}  // namespace game
