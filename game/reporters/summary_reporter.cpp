#include "game/reporters/summary_reporter.h"

#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <sys/ioctl.h>

namespace game {

namespace {

const std::vector<common::Column>& columns() {
    static const std::vector<common::Column> all = {
        {"WORKER"},
        {"START", common::Align::right},
        {"RAN", common::Align::right},
        {"END"},
        {"LINES", common::Align::right},
        {"MOVES", common::Align::right},
        {"CPU", common::Align::right},
        {"MEMORY", common::Align::right},
    };
    return all;
}

/// The columns of the terminal at `descriptor`; none if it is not a terminal, or does not know.
std::optional<std::size_t> terminal_width(int descriptor) {
    winsize size{};
    const bool is_known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

}  // namespace

void SummaryReporter::started(const StartEvent& event) {
    running_[event.worker] = rows_.size();
    Row& row = rows_.emplace_back();
    row.label = style_.escapes ? common::visible(event.label) : std::string(event.label);
    row.worker = event.worker;
    row.start = end_ = event.t;
}

void SummaryReporter::line(const LineEvent& event) {
    end_ = event.t;
    if (event.worker == 0) return;  // a match's referee
    Row& row = row_of(event.worker);
    ++row.lines;
    if (event.move) ++row.moves;
}

void SummaryReporter::exited(const ExitEvent& event) {
    Row& row = row_of(event.worker);
    row.end = describe_exit(event);
    row.ran = event.ran;
    row.processor_time = event.user_time + event.system_time;
    row.max_rss_bytes = event.max_rss_bytes;
    row.failed = event.failed;
    running_.erase(event.worker);
    end_ = event.t;
}

SummaryReporter::Row SummaryReporter::totals() const {
    Row total;
    std::uint64_t failed = 0;
    for (const Row& row : rows_) {
        total.lines += row.lines;
        total.moves += row.moves;
        total.processor_time += row.processor_time;
        total.max_rss_bytes = std::max(total.max_rss_bytes, row.max_rss_bytes);
        if (row.failed) ++failed;
    }
    total.label = common::counted(rows_.size(), "worker", "workers");
    total.end = fmt::format("{} failed", failed);
    total.ran = end_;
    return total;
}

std::vector<std::string> SummaryReporter::cells(const Row& row) {
    const bool is_measured = row.max_rss_bytes > 0;  // not if it could not start
    return {row.label,
            row.worker > 0 ? common::in_time_units(row.start) : "",
            common::in_time_units(row.ran),
            row.end.empty() ? "still running" : row.end,
            std::to_string(row.lines),
            std::to_string(row.moves),
            is_measured ? common::in_time_units(row.processor_time) : "-",
            is_measured ? common::in_byte_units(row.max_rss_bytes) : "-"};
}

void SummaryReporter::write_row(const common::Table& table, const Row& row,
                                std::string_view stamp) {
    std::string line;
    table.append_row(line, cells(row));
    line.pop_back();  // the newline has to follow the colour's end
    const SgrPair color = row.failed ? failure_sgr(style_) : SgrPair{};
    const auto priority = row.failed ? common::Priority::warning : common::Priority::info;
    output_.write(priority_prefix(style_, priority), stamp, color.on, line, color.off, "\n");
}

void SummaryReporter::write_table() {
    std::sort(rows_.begin(), rows_.end(),
              [](const Row& a, const Row& b) { return a.worker < b.worker; });
    const Row total = totals();
    common::Table table(columns());
    for (const Row& row : rows_)
        table.measure(cells(row));
    table.measure(cells(total));

    std::string time;
    stamps_.append(time, end_);
    const std::optional<std::size_t> width = terminal_width(descriptor_);
    if (width) table.fit(*width - std::min(*width, time.size()));
    const SgrPair dim = time.empty() ? SgrPair{} : dim_sgr(style_);
    const std::string stamp = fmt::format("{}{}{}", dim.on, time, dim.off);
    std::string titles;
    table.append_titles(titles);
    output_.write(priority_prefix(style_, common::Priority::info), stamp, titles);
    for (const Row& row : rows_)
        write_row(table, row, stamp);
    write_row(table, total, stamp);
    std::optional<std::size_t> room = width;
    if (room) room = *room - std::min(*room, time.size());
    for (const std::string& line : players_.lines(style_, room))
        output_.write(priority_prefix(style_, common::Priority::info), stamp, line);
    rows_.clear();
    running_.clear();
    players_ = {};
    end_ = {};
}

}  // namespace game
