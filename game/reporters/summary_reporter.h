/// SummaryReporter: the table that `--summary` ends with (game(1)).
#pragma once

#include "common/text/table.h"
#include "game/events/reporter.h"
#include "game/output/output.h"
#include "game/reporters/players_table.h"
#include "game/reporters/text_style.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace game {

/// Keeps a row for each worker, some 200 bytes, and writes the table when its owner, Outputs, asks
/// for it: a row for each worker, sorted by number, and the totals; then a row for each player of a
/// match. These have the time of the
/// whole run and the largest memory.
class SummaryReporter final : public Reporter {
  public:
    /// `output` must outlive this. If its `descriptor` is a terminal, the table is made to fit.
    SummaryReporter(Output& output, int descriptor, TextStyle style)
        : output_(output), descriptor_(descriptor), style_(style) {}

    void scenario(const ScenarioEvent& event) override { stamps_.begin(event); }
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void result(const ResultEvent& event) override { players_.result(event); }
    void ended(const EndEvent& event) override { end_ = event.t; }

    /// Writes the table of what was reported, and forgets it: another run may follow.
    void write_table();

  private:
    struct Row {
        std::string label;
        std::string end;  ///< how it ended; empty while it runs
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
    TimestampWriter stamps_{style_.timestamps};
    PlayersTable players_;
    async::Duration end_{0};                                  ///< the latest event's time
    std::vector<Row> rows_;                                   ///< in order of start
    std::unordered_map<std::uint64_t, std::size_t> running_;  ///< worker to row
};

}  // namespace game
