#include "game/play/replay_viewer.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/text/visible_text.h"
#include "game/commands/stop_signals.h"
#include "game/play/live_run.h"

#include <chrono>
#include <utility>
#include <variant>

namespace game {

ReplayViewer::ReplayViewer(async::Loop& loop, const ReplaySettings& settings)
    : loop_(loop),
      settings_(settings),
      files_(settings.files, settings.files.size() == 1 ? "--live" : "--replay"),
      player_(
          loop, *this, [this] { return files_.read(); }, settings.speed),
      outputs_(loop, settings.output, open_output_files(settings.output), Overflow::keep()),
      view_(loop, find_live_terminal(settings.output),
            {[this](std::string line) { return enter(std::move(line)); },
             [this](view::Model& model) { update(model); },
             [this](view::ReplayRequest request) { player_.control(request); }, nullptr,
             [this](const view::ChosenMatch& match) { watch_.open(match); }}),
      watch_(loop, view_, MatchWatch::Matches::are_replayed) {}

async::Task<ReplayResult> ReplayViewer::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup background(context);
    const Outputs::Warn warn = [this](const std::string& message) {
        errors_ += "game: " + common::visible(message) + '\n';
    };
    const std::function<void()> stop_playing = [this] { stop(); };
    background.start(run_to_end(background));
    background.start(outputs_.run(warn, stop_playing));
    background.start(handle_signals());
    background.start(view_.run());
    background.start(watch_.run());
    co_await background.join();
    ReplayResult result{exit_code(), std::move(errors_), stop_signal_};
    co_return result;
}

async::Task<void> ReplayViewer::run_to_end(async::TaskGroup& background) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup playing(context);
    playing_ = &playing;
    playing.start(read_index());
    playing.start(player_.play());
    co_await playing.join();
    playing_ = nullptr;
    co_await view_.close();
    co_await outputs_.finish();
    hold_stop_signals();  // so that terminals and pipes get their former modes back undisturbed
    background.stop();
}

async::Task<void> ReplayViewer::read_index() {
    co_await player_.read_index();
    for (const std::string& problem : player_.problems()) {
        errors_ += "game: " + common::visible(problem) + '\n';
        view_.show_notice("game: " + problem);
    }
    const bool is_whole = player_.exit_code() && player_.problems().empty();
    logged_exit_code_ = is_whole ? *player_.exit_code() : common::exit_failure;
}

void ReplayViewer::report(const LogEvent& event, bool is_new) {
    const bool is_hidden = std::holds_alternative<ClockEvent>(event) && !settings_.has_clock;
    std::visit(Report{view_.reporter()}, event);
    if (is_new && !is_hidden) std::visit(Report{outputs_}, event);
    const auto* const scenario = std::get_if<ScenarioEvent>(&event);
    if (scenario == nullptr || scenario->so_far == nullptr) return;
    // A log that goes on in a new file begins with the workers that run already.
    for (const RunningWorker& worker : scenario->so_far->running) {
        const StartEvent start{worker.start,   worker.worker, worker.label, worker.pid,
                               worker.command, true,          worker.host};
        view_.reporter().started(start);
        if (is_new) outputs_.started(start);
    }
}

async::Task<void> ReplayViewer::enter(std::string line) {
    if (line == "q" || line == "quit") {
        stop();
    } else {
        view_.shown_model().answer("a replay takes no command but quit");
    }
    co_return;
}

void ReplayViewer::update(view::Model& model) {
    model.set_time(player_.time());
    model.set_replay(player_.state());
    constexpr std::chrono::seconds measure_period(1);
    if (loop_.now() < measured_ + measure_period) return;
    measured_ = loop_.now();
    model.measure(player_.time(), {});
}

async::Task<void> ReplayViewer::handle_signals() {
    async::SignalWatcher signals(loop_, stop_signals());
    const int signal = co_await signals.next();
    stop_signal_ = signal;
    stop();
    co_await outputs_.abandon_stuck_outputs();
}

void ReplayViewer::stop() {
    if (playing_ != nullptr) playing_->stop();
}

int ReplayViewer::exit_code() const {
    if (stop_signal_) return common::exit_signal_base + *stop_signal_;
    if (const std::optional<int> code = outputs_.exit_code()) return *code;
    return logged_exit_code_.value_or(common::exit_success);
}

}  // namespace game
