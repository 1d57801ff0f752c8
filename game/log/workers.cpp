#include "game/log/workers.h"

#include "game/commands/command.h"

#include <utility>

namespace game {

void LogWorkers::obey(std::string_view command) {
    const Command parsed = parse_command(command);
    const auto* const kill = std::get_if<KillCommand>(&parsed);
    if (kill == nullptr) return;
    if (Worker* const worker = find(kill->worker)) worker->is_asked_to_stop = true;
}

bool LogWorkers::has_failed(const Worker& worker, const ExitEvent& event) const {
    switch (event.status) {
        case ExitStatus::cannot_start:
        case ExitStatus::timed_out:
            return true;
        case ExitStatus::exited:
            if (event.exit_code == 0) return false;
            break;
        case ExitStatus::signaled:
            break;
    }
    return !worker.is_asked_to_stop && !is_stopping_;
}

LogWorkers::Ended LogWorkers::end(const ExitEvent& event) {
    auto ended = running_.extract(event.worker);
    Worker& worker = ended.mapped();
    const bool failed = has_failed(worker, event);
    if (failed) ++failed_;
    return {std::move(worker.label), failed};
}

}  // namespace game
