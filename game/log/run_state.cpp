#include "game/log/run_state.h"

#include <algorithm>
#include <tuple>

namespace game {

void RunState::scenario(const ScenarioEvent& event) {
    file_ = event.file;
    scenario_ = event;
    scenario_->file = file_;
    t_ = event.t;
    moves_ = 0;
    running_.clear();
    latest_ = nullptr;
    if (event.so_far == nullptr) return;
    moves_ = event.so_far->moves;
    for (const RunningWorker& worker : event.so_far->running)
        running_.emplace(worker.worker, worker);
}

void RunState::started(const StartEvent& event) {
    if (event.is_repeated) return;  // the scenario had it
    t_ = event.t;
    running_[event.worker] = {
        event.t, event.worker,           std::string(event.label), event.pid, event.command,
        0,       std::string(event.host)};
}

/// Several lines in a row are often of the same worker.
void RunState::line(const LineEvent& event) {
    t_ = event.t;
    if (event.worker == 0) return;  // a match's referee
    if (event.move) ++moves_;
    if (latest_ == nullptr || latest_->worker != event.worker) {
        latest_ = &running_.at(event.worker);
    }
    ++latest_->lines;
}

void RunState::exited(const ExitEvent& event) {
    t_ = event.t;
    latest_ = nullptr;
    running_.erase(event.worker);
}

std::optional<ScenarioEvent> RunState::so_far() {
    if (!scenario_) return std::nullopt;
    so_far_.moves = moves_;
    so_far_.running.clear();
    for (const auto& [number, worker] : running_)
        so_far_.running.push_back(worker);
    std::ranges::sort(so_far_.running, {}, [](const RunningWorker& worker) {
        return std::tuple(worker.start, worker.worker);
    });
    ScenarioEvent event = *scenario_;
    event.t = t_;
    event.so_far = &so_far_;
    return event;
}

}  // namespace game
