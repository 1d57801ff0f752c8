#include "game/view/worker_rows.h"

#include "common/text/text.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <string.h>

namespace game::view {

namespace {

constexpr std::size_t last_line_bytes = 256;

/// In a word or two, for a narrow column.
std::string end_of(const ExitEvent& event) {
    switch (event.status) {
        case ExitStatus::exited:
            return event.failed ? fmt::format("failed {}", event.exit_code) : "done";
        case ExitStatus::signaled: {
            if (!event.failed) return "stopped";
            const char* const name = ::sigabbrev_np(event.signal);
            return name != nullptr ? fmt::format("SIG{}", name)
                                   : fmt::format("signal {}", event.signal);
        }
        case ExitStatus::timed_out:
            return "timed out";
        case ExitStatus::cannot_start:
            return "no start";
        case ExitStatus::lost:
            return "lost";
    }
    return {};
}

std::string joined(const std::vector<std::string>& command) {
    std::string all;
    for (const std::string& word : command) {
        if (!all.empty()) all += ' ';
        all += word;
    }
    return all;
}

}  // namespace

std::string_view name_in_label(std::string_view label) {
    const std::size_t open = label.find('(');
    if (open == std::string_view::npos || !label.ends_with(')')) return label;
    return label.substr(open + 1, label.size() - open - 2);
}

WorkerRow* WorkerRows::find_row(std::uint64_t worker) {
    const auto found = std::lower_bound(
        rows_.begin(), rows_.end(), worker,
        [](const WorkerRow& row, std::uint64_t number) { return row.worker < number; });
    return found != rows_.end() && found->worker == worker ? &*found : nullptr;
}

const WorkerRow* WorkerRows::find(std::uint64_t worker) const {
    return const_cast<WorkerRows*>(this)->find_row(worker);  // NOLINT(*-const-cast)
}

void WorkerRows::start(const StartEvent& event) {
    if (find_row(event.worker) != nullptr) return;
    WorkerRow row;
    row.worker = event.worker;
    row.name = name_in_label(event.label);
    row.command = joined(event.command);
    row.pid = event.pid;
    row.start = event.t;
    const auto place = std::find_if(rows_.begin(), rows_.end(), [&event](const WorkerRow& other) {
        return other.worker > event.worker;
    });
    const auto waits = std::find(waiting_.begin(), waiting_.end(), row.name);
    if (waits != waiting_.end()) {
        waiting_.erase(waits);
        --waiting_count_;
    }
    rows_.insert(place, std::move(row));
    ++started_;
    if (rows_.size() <= limit_) return;
    const auto oldest = std::find_if(rows_.begin(), rows_.end(),
                                     [](const WorkerRow& other) { return !other.is_running(); });
    if (oldest != rows_.end()) rows_.erase(oldest);
}

void WorkerRows::write(const LineEvent& event) {
    WorkerRow* const row = find_row(event.worker);
    if (row == nullptr) return;
    ++row->lines;
    row->rates.add(event.t);
    row->last_line = common::utf8_prefix(event.text, last_line_bytes);
}

void WorkerRows::exit(const ExitEvent& event) {
    ++(event.failed ? failed_ : done_);
    WorkerRow* const row = find_row(event.worker);
    if (row == nullptr) return;
    row->ran = event.ran;
    row->failed = event.failed;
    row->end = end_of(event);
    row->usage.reset();
    row->lines_per_second.reset();
}

void WorkerRows::measure(async::Duration t, std::span<const WorkerUsage> usages) {
    const std::chrono::duration<double> passed = t - measured_.value_or(t);
    for (WorkerRow& row : rows_) {
        if (!row.is_running()) continue;
        if (passed.count() > 0) {
            row.lines_per_second =
                static_cast<double>(row.lines - row.measured_lines) / passed.count();
        }
        row.measured_lines = row.lines;
        row.usage.reset();
    }
    measured_ = t;
    for (const WorkerUsage& usage : usages) {
        WorkerRow* const row = find_row(usage.worker);
        if (row != nullptr && row->is_running()) row->usage = usage;
    }
}

WorkerCounts WorkerRows::counts() const {
    WorkerCounts counts;
    counts.waiting = waiting_count_;
    counts.all = started_ + counts.waiting;
    counts.done = done_;
    counts.failed = failed_;
    counts.running = started_ - std::min(started_, done_ + failed_);
    return counts;
}

}  // namespace game::view
