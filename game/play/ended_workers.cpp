#include "game/play/ended_workers.h"

namespace game {

void EndedWorkers::add(const ExitEvent& event) {
    ++count_;
    if (event.failed) ++failed_;
    const bool has_reason = event.status == ExitStatus::cannot_start;  // any number of reasons
    ++outcomes_[has_reason ? "cannot start" : describe_exit(event)];
    if (latest_.size() == most_kept) latest_.pop_front();
    latest_.push_back({std::string(event.label), event});
    latest_.back().event.label = {};  // it is a view of what is about to go
}

}  // namespace game
