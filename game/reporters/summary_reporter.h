/// SummaryReporter: the table that `--summary` ends with (game(1)).
#pragma once

#include "common/text/table.h"
#include "game/events/reporter.h"
#include "game/output/output.h"
#include "game/reporters/text_style.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace game {

/// Keeps a row of numbers a worker, some 200 bytes, and writes them all at the end: a row a worker
/// by number, and the totals, whose time is the whole run's and whose memory is the largest.
class SummaryReporter final : public Reporter {
  public:
    /// `output` must outlive it. If its `descriptor` is a terminal, the table is fitted into that.
    SummaryReporter(Output& output, int descriptor, TextStyle style)
        : output_(output), descriptor_(descriptor), style_(style) {}

    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void ended(const EndEvent& event) override;

    /// Writes the table, unless that has been done. For a run that breaks off, as the replay of a
    /// log that is cut short does.
    void write_table();

  private:
    struct Row {
        std::string label;
        std::string end;  ///< how it ended; empty: it has not
        async::Duration start{0};
        async::Duration ran{0};
        async::Duration processor_time{0};
        std::uint64_t max_rss_bytes = 0;
        std::uint64_t worker = 0;
        std::uint64_t lines = 0;
        std::uint64_t moves = 0;
        bool failed = false;
    };

    Row& row_of(std::uint64_t worker) { return rows_[running_.at(worker)]; }
    Row totals() const;
    static std::vector<std::string> cells(const Row& row);
    void write_row(const common::Table& table, const Row& row, std::string_view stamp);

    Output& output_;
    int descriptor_;
    TextStyle style_;
    async::Duration end_{0};  ///< the latest event's time
    bool is_written_ = false;
    std::vector<Row> rows_;                                   ///< in the order of their starts
    std::unordered_map<std::uint64_t, std::size_t> running_;  ///< the row of each that still runs
};

}  // namespace game
