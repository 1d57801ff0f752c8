#include "game/play/replay_viewer.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/text/visible_text.h"
#include "game/commands/stop_signals.h"
#include "game/play/live_run.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>
#include <vector>

namespace game {

namespace {

constexpr double slowest = 0.25;
constexpr double fastest = 16;

/// So many events are read or shown before others have their turn.
constexpr std::uint64_t slice = 256;

}  // namespace

ReplayViewer::ReplayViewer(async::Loop& loop, const ReplaySettings& settings)
    : loop_(loop),
      settings_(settings),
      files_(settings.files, settings.files.size() == 1 ? "--live" : "--replay"),
      source_(files_.read()),
      outputs_(loop, settings.output, open_output_files(settings.output), Overflow::keep()),
      speed_(settings.speed),
      since_(loop.now()),
      view_(loop, find_live_terminal(settings.output),
            {[this](std::string line) { return enter(std::move(line)); },
             [this](view::Model& model) { update(model); },
             [this](view::ReplayRequest request) { control(request); }}) {}

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
    co_await background.join();
    ReplayResult result{exit_code(), std::move(errors_), stop_signal_};
    co_return result;
}

async::Task<void> ReplayViewer::run_to_end(async::TaskGroup& background) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup playing(context);
    playing_ = &playing;
    playing.start(read_index());
    playing.start(play());
    co_await playing.join();
    playing_ = nullptr;
    co_await view_.close();
    co_await outputs_.finish();
    hold_stop_signals();  // so that terminals and pipes get their former modes back undisturbed
    background.stop();
}

async::Task<void> ReplayViewer::read_index() {
    const std::unique_ptr<EventSource> source = files_.read();
    while (const LogEvent* const event = source->next()) {
        index_.add(*event, source->position());
        if (source->position() % slice == 0) {
            co_await async::next_turn();
        }
    }
    const std::vector<std::string> problems = source->problems();
    for (const std::string& problem : problems) {
        errors_ += "game: " + common::visible(problem) + '\n';
        view_.show_notice("game: " + problem);
    }
    const bool is_whole = source->exit_code() && problems.empty();
    logged_exit_code_ = is_whole ? *source->exit_code() : common::exit_failure;
    has_index_ = true;
    view_.touch();
}

async::Task<void> ReplayViewer::play() {
    for (;;) {
        if (target_) {
            co_await go_to(*target_);
            continue;
        }
        if (is_paused_ || peek() == nullptr) {
            set_paused(true);
            co_await wait_until_requested();
            continue;
        }
        const auto ahead = std::chrono::duration<double>(time_of(*next_) - t_) / speed_;
        const bool is_far = ahead > std::chrono::hours(1);  // the wait may end sooner
        const async::TimePoint due =
            is_far ? async::later(since_, std::chrono::hours(1))
                   : async::later(since_, std::chrono::duration_cast<async::Duration>(ahead));
        if (loop_.now() < due) {
            co_await wait_for_request(due);
            continue;
        }
        if (is_far) {
            keep_time();
            continue;
        }
        show_next();
        if (position_ % slice == 0) {
            co_await async::next_turn();
            co_await outputs_.wait_for_room();
        }
    }
}

/// Shows nothing of what is passed on the way.
async::Task<void> ReplayViewer::go_to(std::uint64_t position) {
    view_.hold();
    if (position < position_) {
        source_ = files_.read();
        next_ = nullptr;
        position_ = 0;
        view_.model().start_over();
    }
    std::uint64_t passed = 0;
    while (position_ < position && target_ == position && peek() != nullptr) {
        show_next();
        if (++passed % slice != 0) continue;
        co_await async::next_turn();
        co_await outputs_.wait_for_room();
    }
    if (target_ == position) target_.reset();
    if (position_ == 0 && peek() != nullptr) show_next();  // a screen without a run says nothing
    view_.release();
}

/// Waits until the user wants something else, or until `end`.
async::Task<void> ReplayViewer::wait_for_request(async::TimePoint end) {
    async::Task<void> waiting = wait_until_requested();
    const async::Duration longest = end - loop_.now();
    try {
        co_await async::with_timeout(longest, std::move(waiting));
    } catch (const async::TimedOut&) {
        // On purpose: nobody wanted anything.
    }
}

async::Task<void> ReplayViewer::wait_until_requested() {
    co_await requested_.wait();
}

const LogEvent* ReplayViewer::peek() {
    if (next_ == nullptr) next_ = source_->next();
    return next_;
}

void ReplayViewer::show_next() {
    const LogEvent& event = *std::exchange(next_, nullptr);
    ++position_;
    shown_t_ = time_of(event);
    if (std::holds_alternative<ScenarioEvent>(event)) {
        if (position_ > 1) view_.model().start_over();
        keep_time();
        t_ = shown_t_;
    } else if (is_paused_ || target_) {
        t_ = shown_t_;
    }
    report(event);
    furthest_ = std::max(furthest_, position_);
}

void ReplayViewer::report(const LogEvent& event) {
    const bool is_new = position_ > furthest_;
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

/// Where the log is now.
async::Duration ReplayViewer::time() {
    if (is_paused_ || target_) return t_;
    const auto passed = std::chrono::duration<double>(loop_.now() - since_) * speed_;
    const auto most =
        std::chrono::duration<double>((next_ != nullptr ? time_of(*next_) : shown_t_) - t_);
    return t_ + std::chrono::duration_cast<async::Duration>(std::min(passed, most));
}

/// Speed or place are about to change.
void ReplayViewer::keep_time() {
    t_ = time();
    since_ = loop_.now();
}

void ReplayViewer::set_paused(bool is_paused) {
    if (is_paused_ == is_paused) return;
    keep_time();
    is_paused_ = is_paused;
    view_.touch();
}

void ReplayViewer::control(view::ReplayRequest request) {
    using enum view::ReplayRequest;
    const std::uint64_t place = target_.value_or(position_);
    const bool is_tournament = view_.model().tournament().has_begun();
    switch (request) {
        case pause_or_go_on:
            if (is_paused_ && peek() == nullptr) target_ = 0;  // at the end: once more
            set_paused(!is_paused_);
            break;
        case slower:
            change_speed(1.0 / 2);
            break;
        case faster:
            change_speed(2);
            break;
        case turn_back:
            if (has_index_ && !index_.is_empty()) jump(index_.before(place), "");
            break;
        case turn_on:
            if (has_index_ && !index_.is_empty()) jump(index_.after(place), "");
            break;
        case previous_out:
            if (has_index_) {
                jump(index_.out_before(place),
                     is_tournament ? "nothing went wrong before" : "nobody went out before");
            }
            break;
        case next_out:
            if (has_index_) {
                jump(index_.out_after(place),
                     is_tournament ? "nothing goes wrong later" : "nobody goes out later");
            }
            break;
    }
    if (!has_index_) view_.model().answer("the log is still being read");
    requested_.notify_all();
    view_.touch();
}

void ReplayViewer::jump(const std::optional<std::uint64_t>& position, std::string_view none) {
    if (!position) return view_.model().answer(none);
    set_paused(true);
    target_ = position;
}

void ReplayViewer::change_speed(double factor) {
    keep_time();
    speed_ = std::clamp(speed_ * factor, std::min(slowest, settings_.speed),
                        std::max(fastest, settings_.speed));
}

async::Task<void> ReplayViewer::enter(std::string line) {
    if (line == "q" || line == "quit") {
        stop();
    } else {
        view_.model().answer("a replay takes no command but quit");
    }
    co_return;
}

void ReplayViewer::update(view::Model& model) {
    model.set_time(time());
    view::ReplayState state;
    state.t = time();
    state.speed = speed_;
    state.is_paused = is_paused_;
    if (!index_.is_empty()) {
        const ReplayIndex::Step& step = index_.step_at(position_);
        state.turn = step.turn;
        state.turns = index_.turns(step.run);
        state.outs = index_.outs(step.run);
    }
    model.set_replay(std::move(state));
    constexpr std::chrono::seconds measure_period(1);
    if (loop_.now() < measured_ + measure_period) return;
    measured_ = loop_.now();
    model.measure(time(), {});
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
