/// This room is the terminal of `game --live` (game(1)): its modes, its keys, and drawing on it.
/// What is shown, and what keys do, is decided in the room view.
///
/// LiveView, here, is where to begin: it has the terminal for as long as a run or a replay lasts.
/// Painter makes the bytes that draw a Screen, by means of curses; KeyDecoder makes keys of bytes;
/// Modes are those of the terminal; Kind says what can be drawn on it.
///
/// The room may use common, events, output and view.
#pragma once

#include "common/async/async.h"
#include "common/io/input.h"
#include "game/events/reporter.h"
#include "game/output/output.h"
#include "game/terminal/key_decoder.h"
#include "game/terminal/kind.h"
#include "game/terminal/modes.h"
#include "game/terminal/painter.h"
#include "game/view/keys.h"
#include "game/view/model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace game::terminal {

/// What a LiveView asks of its owner.
struct LiveRequests {
    /// Carries out a line that was entered. It may wait for room, and must not wait for an answer.
    std::function<async::Task<void>(std::string line)> enter;

    /// Called before each frame, with what is going to be shown.
    std::function<void(view::Model&)> update;

    std::function<void(view::ReplayRequest)> control_replay = nullptr;  ///< null: no replay
    std::function<void(char direction)> play = nullptr;  ///< `N`, `E`, `S` or `W`; null: nobody

    /// Shows a match of the tournament with `show`, or why it cannot be shown.
    std::function<void(const view::ChosenMatch&)> open_match = nullptr;
};

/// What is shown in place of the run for a time: a match of it.
struct InnerView {
    view::Model model = {};
    std::function<void(view::Model&)> update;  ///< called before each frame
    std::function<void(view::ReplayRequest)> control_replay;
    std::function<void()> leave;  ///< the user wants the run again
    bool is_held = false;         ///< no frame is drawn: the model is being changed at length
};

/// The view of a run on the terminal that is standard output. Owned by Game, or by ReplayViewer,
/// which start `run` beside the run, report to `reporter()` and await `close` at the end.
///
/// Nothing waits for the terminal: a frame is written as the terminal takes it, and there is no
/// next one before. At most 20 frames a second are drawn, and fewer where drawing would take more
/// than a small part of the processor's time. Without events and keys, it wakes 2.5 times a second.
///
/// While another job has the terminal, nothing is drawn or read.
class LiveView {
  public:
    /// `loop` must outlive it. Uses the descriptors 0 and 1. Throws std::system_error.
    LiveView(async::Loop& loop, Kind kind, LiveRequests requests);
    LiveView(const LiveView&) = delete;
    LiveView& operator=(const LiveView&) = delete;

    /// Gives the terminal back, if `close` was not awaited: an exception ends the run.
    ~LiveView();

    /// Draws, reads keys and handles job control until stopped. After `close` it does nothing.
    async::Task<void> run();

    /// Gives the terminal back as it was found.
    async::Task<void> close();

    /// What is reported to it is shown.
    Reporter& reporter() { return reporter_; }

    /// What is known of the run. Call `touch` after a change.
    view::Model& model() { return model_; }

    /// Shows `inner`, which must outlive that, in place of the run: it gets the keys. The run's
    /// model goes on receiving events.
    void show(InnerView& inner);
    void show_run();

    /// What is shown now: one of these.
    view::Model& shown_model() { return inner_ != nullptr ? inner_->model : model_; }

    /// The workers of which the screen shows more than their lines.
    std::vector<std::uint64_t> shown_workers() const;

    /// There is something new to show.
    void touch();

    /// No frame of the run is drawn from `hold` to `release`: its model is being changed at length.
    void hold() { is_held_ = true; }
    void release();

    /// Shows whole lines among those of the workers, of the run and of what is shown.
    void show_lines(std::string_view lines);

    /// Shows a line there, and for some seconds beside the prompt.
    void show_notice(std::string_view line);

  private:
    /// Passes events on to the model.
    class WatchingReporter final : public Reporter {
      public:
        explicit WatchingReporter(LiveView& view) : view_(view) {}

        void scenario(const ScenarioEvent& event) override { pass(&Reporter::scenario, event); }
        void clock(const ClockEvent& event) override { pass(&Reporter::clock, event); }
        void started(const StartEvent& event) override { pass(&Reporter::started, event); }
        void line(const LineEvent& event) override;
        void exited(const ExitEvent& event) override { pass(&Reporter::exited, event); }
        void command(const CommandEvent& event) override { pass(&Reporter::command, event); }
        void stopping(const StopEvent& event) override { pass(&Reporter::stopping, event); }
        void match(const MatchEvent& event) override { pass(&Reporter::match, event); }
        void turn(const TurnEvent& event) override { pass(&Reporter::turn, event); }
        void result(const ResultEvent& event) override { pass(&Reporter::result, event); }
        void tournament(const TournamentEvent& event) override {
            pass(&Reporter::tournament, event);
        }
        void match_started(const MatchStartEvent& event) override {
            pass(&Reporter::match_started, event);
        }
        void match_turn(const MatchTurnEvent& event) override {
            pass(&Reporter::match_turn, event);
        }
        void match_ended(const MatchEndEvent& event) override {
            pass(&Reporter::match_ended, event);
        }
        void standings(const StandingsEvent& event) override { pass(&Reporter::standings, event); }
        void ended(const EndEvent& event) override { pass(&Reporter::ended, event); }

      private:
        template <class Event>
        void pass(void (Reporter::*call)(const Event&), const Event& event);

        LiveView& view_;
    };

    async::Task<void> draw();
    bool is_held() const { return inner_ != nullptr ? inner_->is_held : is_held_; }
    bool may_draw() const { return modes_.are_taken() && !is_held() && !is_closed_; }
    void draw_frame();
    async::Task<void> tick();
    async::Task<void> read_keys();
    async::Task<void> decide_late_keys();
    async::Task<void> handle(std::vector<view::Key> keys);
    async::Task<void> handle_key(const view::Key& key);
    async::Task<void> handle_changes();
    async::Task<void> handle_suspension();
    async::Task<void> leave();
    void enter();
    static view::Size size();

    async::Loop& loop_;
    Kind kind_;
    LiveRequests requests_;
    view::Model model_;
    InnerView* inner_ = nullptr;  ///< null: the run is shown
    WatchingReporter reporter_{*this};
    Output output_;
    async::FileDescriptor direct_output_;  ///< for what cannot wait for the loop; may be none
    async::Input input_;
    Painter painter_;
    Modes modes_;
    KeyDecoder decoder_;
    async::Condition touched_;
    bool is_touched_ = true;
    async::Condition undecided_;
    std::uint64_t reads_ = 0;  ///< of keys
    async::TimePoint next_frame_;
    bool is_held_ = false;
    bool is_closed_ = false;
};

template <class Event>
void LiveView::WatchingReporter::pass(void (Reporter::*call)(const Event&), const Event& event) {
    (view_.model_.*call)(event);
    if (view_.inner_ == nullptr) view_.touch();
}

}  // namespace game::terminal
