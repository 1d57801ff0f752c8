/// WorkerRows: what the screen knows of workers.
#pragma once

#include "game/events/events.h"
#include "game/view/line_rates.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace game::view {

/// What the system says about a running worker. Whoever draws measures it, now and then.
struct WorkerUsage {
    std::uint64_t worker = 0;
    double processor_percent = 0;
    std::uint64_t memory_bytes = 0;
};

struct WorkerRow {
    std::uint64_t worker = 0;
    std::string name;     ///< without its number
    std::string command;  ///< with its arguments
    std::optional<pid_t> pid = std::nullopt;
    async::Duration start{0};
    std::optional<async::Duration> ran = std::nullopt;  ///< if it has ended
    bool failed = false;
    std::string end;  ///< `done`, `failed 6`, `timed out`, …
    std::uint64_t lines = 0;
    std::string last_line;
    std::optional<WorkerUsage> usage = std::nullopt;
    std::optional<double> lines_per_second = std::nullopt;
    std::uint64_t measured_lines = 0;  ///< at the last measurement
    LineRates rates;

    bool is_running() const { return !ran; }
};

struct WorkerCounts {
    std::uint64_t all = 0;
    std::uint64_t running = 0;
    std::uint64_t waiting = 0;
    std::uint64_t done = 0;
    std::uint64_t failed = 0;
};

/// Rows are kept in order of start. Of workers that have ended, the oldest are forgotten beyond the
/// limit; they stay counted.
class WorkerRows {
  public:
    explicit WorkerRows(std::size_t limit = 1000) : limit_(limit) {}

    void start(const StartEvent& event);
    void write(const LineEvent& event);
    void exit(const ExitEvent& event);

    /// Takes what was measured at `t`, and computes the rates of lines since the last time. A
    /// worker without a measurement is not known.
    void measure(async::Duration t, std::span<const WorkerUsage> usages);

    /// The names of the workers that the script will start, in order: the first of `count`.
    void set_waiting(std::vector<std::string> names, std::uint64_t count) {
        waiting_ = std::move(names);
        waiting_count_ = count;
    }

    const std::vector<WorkerRow>& rows() const { return rows_; }
    const std::vector<std::string>& waiting() const { return waiting_; }
    const WorkerRow* find(std::uint64_t worker) const;
    WorkerCounts counts() const;

  private:
    WorkerRow* find_row(std::uint64_t worker);

    std::size_t limit_;
    std::vector<WorkerRow> rows_;  ///< their numbers increase
    std::vector<std::string> waiting_;
    std::uint64_t waiting_count_ = 0;
    std::uint64_t started_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t failed_ = 0;
    std::optional<async::Duration> measured_;
};

/// A worker's name: what its label has in parentheses, or the label.
std::string_view name_in_label(std::string_view label);

}  // namespace game::view
