#include "game/play/live_run.h"

#include "game/reporters/text_style.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::chrono::seconds measure_period(1);
constexpr std::size_t most_warnings = 100;

/// So many of those that wait have a name on the screen; all are counted.
constexpr std::size_t most_waiting = 100;

}  // namespace

terminal::Kind find_live_terminal(const OutputSettings& settings) {
    const TextStyle style = choose_style(settings.color, color_environment());
    const terminal::Colors colors = !style.has_color       ? terminal::Colors::none
                                    : style.has_few_colors ? terminal::Colors::few
                                                           : terminal::Colors::many;
    return terminal::find_kind(colors);
}

LiveRun::LiveRun(terminal::Kind kind, const WorkerServices& services, const Scheduler& scheduler,
                 CommandQueue& commands)
    : services_(services),
      scheduler_(scheduler),
      commands_(commands),
      planned_(services.plan.script_size() + 1),
      next_standings_(services.loop.now()),
      view_(services.loop, std::move(kind),
            {[this](std::string line) { return enter(std::move(line)); },
             [this](view::Model& model) { update(model); }, nullptr,
             [this](char direction) {
                 if (player_ != nullptr) player_->move(direction);
             },
             [this](const view::ChosenMatch& match) { watch_.open(match); }}),
      watch_(services.loop, view_, MatchWatch::Matches::run_now) {
    for (std::size_t entry = services.plan.script_size(); entry-- > 0;)
        planned_[entry] = planned_[entry + 1] + services.plan.entry(entry).count;
}

async::Task<void> LiveRun::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(view_.run());
    tasks.start(watch_.run());
    co_await tasks.join();
}

async::Task<void> LiveRun::close() {
    is_closed_ = true;
    return view_.close();
}

async::Task<void> LiveRun::enter(std::string line) {
    CommandRequest request;
    request.text = std::move(line);
    request.answer = [this](const CommandReply& reply) { show_answer(reply.text); };
    co_await commands_.push(std::move(request));
}

void LiveRun::show_answer(std::string_view lines) {
    if (!is_closed_) view_.show_lines(lines);
}

bool LiveRun::show(const std::string& message) {
    if (!is_closed_) view_.show_notice(message);
    return !is_closed_;
}

bool LiveRun::warn(const std::string& message) {
    if (!show("game: " + message)) return false;
    ++warned_;
    if (warnings_.size() < most_warnings) warnings_.push_back(message);
    return true;
}

std::vector<std::string> LiveRun::take_warnings() {
    if (warned_ > warnings_.size()) {
        warnings_.push_back(fmt::format("{} more messages", warned_ - warnings_.size()));
    }
    return std::exchange(warnings_, {});
}

void LiveRun::update(view::Model& model) {
    model.set_time(services_.scale.since_start(services_.loop.now()));
    if (tournament_ != nullptr && tournament_->is_draining()) model.set_stopping();
    update_waiting(model);
    update_standings(model);
    measure(model);
    if (player_ != nullptr) model.set_play(player_->state());
}

/// They are reported now and then only. Computing them takes the longer, the more matches there
/// are, and must not hold up these.
void LiveRun::update_standings(view::Model& model) {
    constexpr async::Duration shortest_period = std::chrono::seconds(1);
    constexpr int share = 50;  // one part of so many of the time, at most
    if (tournament_ == nullptr || !model.tournament().has_begun()) return;
    if (tournament_->played() == ranked_) return;
    if (services_.loop.now() < next_standings_) return;
    const async::TimePoint begin = services_.loop.exact_now();
    ranked_ = tournament_->played();
    const tournament::Standings standings = tournament_->standings();
    model.standings(standings.event(services_.scale.since_start(services_.loop.now())));
    const async::Duration taken = services_.loop.exact_now() - begin;
    next_standings_ = begin + std::max(shortest_period, share * taken);
}

void LiveRun::update_waiting(view::Model& model) const {
    if (scheduler_.is_stopping()) return model.set_waiting({}, 0);
    const LaunchPlan& plan = services_.plan;
    std::vector<std::string> names;
    scheduler_.queue().for_first(most_waiting, [&](std::uint64_t, std::size_t entry) {
        names.push_back(plan.entry(entry).name);
    });
    for (const auto& [number, restart] : scheduler_.restarts()) {
        if (names.size() == most_waiting) break;
        names.push_back(plan.entry(restart.entry).name);
    }
    for (std::size_t entry = scheduler_.next_entry();
         entry < plan.script_size() && names.size() < most_waiting; ++entry) {
        const std::uint64_t count = plan.entry(entry).count;
        names.insert(names.end(), std::min<std::uint64_t>(count, most_waiting - names.size()),
                     plan.entry(entry).name);
    }
    model.set_waiting(std::move(names), scheduler_.queue().size() + scheduler_.restarts().size() +
                                            planned_[scheduler_.next_entry()]);
}

void LiveRun::measure(view::Model& model) {
    const async::TimePoint now = services_.loop.now();
    if (measured_ && now < *measured_ + measure_period) return;
    measured_ = now;
    std::vector<UsageMeter::Process> processes;
    for (const std::uint64_t number : view_.shown_workers()) {
        const Worker* const worker = scheduler_.find(number);
        const bool is_running = worker != nullptr && !worker->has_process_ended() &&
                                worker->state() != Worker::State::starting;
        if (is_running) processes.push_back({number, worker->pid()});
    }
    model.measure(services_.scale.since_start(now), meter_.measure(processes, now));
}

}  // namespace game
