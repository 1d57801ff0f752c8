#include "game/play/stop_rule.h"

#include "common/exit_code.h"

#include <utility>

namespace game {

namespace {

/// As a shell has it in `$?`. A worker that was stopped on request has not failed.
int exit_code_of(const ExitEvent& end) {
    if (!end.failed) return common::exit_success;
    switch (end.status) {
        case ExitStatus::exited:
            return end.exit_code;
        case ExitStatus::signaled:
            return common::exit_signal_base + end.signal;
        case ExitStatus::timed_out:
        case ExitStatus::cannot_start:
        case ExitStatus::lost:
            break;
    }
    return common::exit_failure;
}

}  // namespace

StopRule::StopRule(StopWhen when, const LaunchPlan& plan) : when_(std::move(when)), plan_(plan) {
    for (std::size_t entry = 0; entry < plan.script_size(); ++entry) {
        if (is_named(entry)) expected_ += plan.entry(entry).count;
    }
}

bool StopRule::is_named(std::size_t entry) const {
    return when_.event == StopWhen::Event::entry_ends && plan_.entry(entry).name == when_.entry;
}

void StopRule::expect(std::size_t entry) {
    if (is_named(entry)) ++expected_;
}

std::optional<int> StopRule::ended(std::size_t entry, const ExitEvent& end) {
    if (when_.event == StopWhen::Event::any_ends) return exit_code_of(end);
    if (!is_named(entry)) return std::nullopt;
    if (exit_code_ == common::exit_success) exit_code_ = exit_code_of(end);
    return dropped(entry, 1);
}

std::optional<int> StopRule::dropped(std::size_t entry, std::uint64_t count) {
    if (!is_named(entry)) return std::nullopt;
    expected_ -= count;
    if (expected_ > 0) return std::nullopt;
    return exit_code_;
}

}  // namespace game
