#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Where the columns of the table begin, or end if their figures stand at the right. 0: left out.
struct WorkerColumns {
    std::size_t name = 6;
    std::size_t name_width = 16;
    std::size_t state = 0;
    std::size_t age_end = 0;
    std::size_t bar = 0;
    std::size_t processor_end = 0;
    std::size_t memory_end = 0;
    std::size_t rate_end = 0;
    std::size_t lines_end = 0;
    std::size_t lane = 0;
    std::size_t last_line = 0;
    double most_lines = 0;  ///< in a column of a lane
};

constexpr std::size_t with_lanes = 180;
constexpr std::size_t lane_width = 45;

constexpr std::size_t processor_bar = 10;

WorkerColumns worker_columns(std::size_t width) {
    WorkerColumns columns;
    const bool is_wide = width >= 120;
    const std::size_t others = 27;
    columns.name_width = is_wide              ? 28
                         : width >= 76        ? 16
                         : width > others + 4 ? std::min<std::size_t>(width - others, 16)
                                              : 4;
    columns.state = columns.name + columns.name_width + 1;
    columns.age_end = columns.state + 18;
    if (is_wide) {
        columns.age_end += 2;
        columns.bar = columns.age_end + 2;
        columns.processor_end = columns.bar + processor_bar + 6;
        columns.memory_end = columns.processor_end + 10;
        columns.rate_end = columns.memory_end + 9;
        columns.lines_end = columns.rate_end + 8;
        columns.last_line = columns.lines_end + 2;
        if (width >= with_lanes) {
            columns.lane = columns.last_line;
            columns.last_line += lane_width + 2;
        }
        return columns;
    }
    std::size_t end = columns.age_end;
    const auto next = [&end, width](std::size_t taken) {
        if (end + taken > width) return std::size_t{0};
        end += taken;
        return end;
    };
    columns.lines_end = 0;
    columns.processor_end = next(6);
    columns.memory_end = next(6);
    columns.rate_end = next(6);
    columns.lines_end = next(6);
    if (columns.lines_end > 0 && end + 6 < width) columns.last_line = end + 1;
    return columns;
}

/// In at most five columns.
std::string short_number(double number) {
    constexpr double thousand = 1000;
    if (number < 100 * thousand) return fmt::format("{:.0f}", number);
    if (number < 100 * thousand * thousand) return fmt::format("{:.0f}k", number / thousand);
    return fmt::format("{:.0f}M", number / thousand / thousand);
}

std::string age_in_words(async::Duration age) {
    const double seconds = std::chrono::duration<double>(age).count();
    constexpr double minute = 60;
    constexpr double hour = 3600;
    if (seconds < 1000) return fmt::format("{:.1f}", seconds);
    if (seconds < 100 * minute) return fmt::format("{:.0f}m", seconds / minute);
    return fmt::format("{:.0f}h", seconds / hour);
}

void draw_titles(const Sheet& sheet, const Model& model, const Area& area,
                 const WorkerColumns& columns) {
    const auto right = [&](std::size_t end, std::string_view text) {
        if (end > 0) sheet.put_right(area.row, area.column + end, text, dim_look);
    };
    const bool is_wide = columns.bar > 0;
    right(5, "#");
    sheet.put(area.row, area.column + columns.name, "worker", dim_look, columns.name_width);
    sheet.put(area.row, area.column + columns.state, "state", dim_look);
    right(columns.age_end, is_wide ? "age s" : "age");
    right(columns.processor_end, "cpu %");
    right(columns.memory_end, "MiB");
    right(columns.rate_end, is_wide ? "lines/s" : "ln/s");
    right(columns.lines_end, "lines");
    if (columns.lane > 0) {
        draw_lane_axis(sheet, model, {area.row, area.column + columns.lane, 1, lane_width});
    }
    if (columns.last_line > 0) {
        sheet.put(area.row, area.column + columns.last_line, "last line", dim_look,
                  area.width - columns.last_line);
    }
}

void draw_waiting(const Sheet& sheet, const Model& model, const Area& area,
                  const WorkerColumns& columns, std::size_t row, std::string_view name) {
    const Glyphs& glyphs = sheet.glyphs();
    sheet.put_right(row, area.column + 5, glyphs.none, dim_look);
    sheet.put_name(row, area.column + columns.name, name, dim_look, columns.name_width);
    sheet.put(row, area.column + columns.state, fmt::format("{} waiting", glyphs.waiting),
              dim_look);
    for (const std::size_t end : {columns.age_end, columns.processor_end, columns.memory_end,
                                  columns.rate_end, columns.lines_end}) {
        if (end > 0) sheet.put_right(row, area.column + end, glyphs.none, dim_look);
    }
    if (columns.lane > 0) {
        draw_lane(sheet, model, {row, area.column + columns.lane, 1, lane_width}, nullptr,
                  columns.most_lines);
    }
}

void draw_processor_bar(const Sheet& sheet, std::size_t row, std::size_t column, double percent) {
    const double columns = percent / 100 * static_cast<double>(processor_bar);
    const auto filled = static_cast<std::size_t>(
        std::lround(std::clamp(columns, 0.0, static_cast<double>(processor_bar))));
    for (std::size_t i = 0; i < processor_bar; ++i) {
        const bool is_filled = i < filled;
        sheet.put(row, column + i, is_filled ? sheet.glyphs().bar : sheet.glyphs().bar_rest,
                  is_filled ? plain_look : dim_look);
    }
}

void draw_worker(const Sheet& sheet, const Model& model, const Area& area,
                 const WorkerColumns& columns, std::size_t row, const WorkerRow& worker) {
    const Glyphs& glyphs = sheet.glyphs();
    const Style look = worker.is_running() ? plain_look : dim_look;
    const Style name_look = worker.is_running() || worker.failed ? bold_look : dim_look;
    const Style state_look = worker.failed ? failure_look(sheet.abilities()) : look;
    const auto right = [&](std::size_t end, const std::string& text) {
        const Style figure_look = text == glyphs.none ? dim_look : plain_look;
        if (end > 0) sheet.put_right(row, area.column + end, text, figure_look);
    };
    const std::string none(glyphs.none);
    constexpr double mebibyte = 1024.0 * 1024.0;
    sheet.put_right(row, area.column + 5, std::to_string(worker.worker), look);
    sheet.put_name(row, area.column + columns.name, worker.name, name_look, columns.name_width);
    const std::string_view sign = worker.is_running() ? glyphs.running
                                  : worker.failed     ? glyphs.failed
                                                      : glyphs.done;
    const std::string state =
        fmt::format("{} {}", sign, worker.is_running() ? "running" : worker.end);
    sheet.put(row, area.column + columns.state, state, state_look,
              columns.age_end - columns.state - 5);
    right(columns.age_end, age_in_words(worker.ran.value_or(model.time() - worker.start)));
    const auto& usage = worker.usage;
    if (columns.bar > 0 && usage) {
        draw_processor_bar(sheet, row, area.column + columns.bar, usage->processor_percent);
    }
    right(columns.processor_end, usage ? fmt::format("{:.0f}", usage->processor_percent) : none);
    right(columns.memory_end,
          usage ? short_number(static_cast<double>(usage->memory_bytes) / mebibyte) : none);
    const auto& rate = worker.lines_per_second;
    right(columns.rate_end, !rate          ? none
                            : *rate < 1000 ? fmt::format("{:.1f}", *rate)
                                           : short_number(*rate));
    right(columns.lines_end, short_number(static_cast<double>(worker.lines)));
    if (columns.lane > 0) {
        draw_lane(sheet, model, {row, area.column + columns.lane, 1, lane_width}, &worker,
                  columns.most_lines);
    }
    if (columns.last_line > 0) {
        sheet.put_cut(row, area.column + columns.last_line, worker.last_line, look,
                      area.width - columns.last_line - 1);
    }
    if (model.selected() == worker.worker) {
        sheet.screen().highlight(row, area.column, area.width, selected_look(sheet.abilities()));
    }
}

/// Of the rows of the table, first those that have been started: which are shown, in `height`.
struct ShownRows {
    std::size_t first = 0;
    std::size_t end = 0;
};

ShownRows shown_rows(const Model& model, std::size_t height) {
    const auto& rows = model.workers().rows();
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].worker == model.selected()) chosen = i;
    }
    // Without a choice, what waits is of less interest than what runs.
    if (!chosen && !rows.empty()) chosen = rows.size() - 1;
    const std::size_t count = rows.size() + model.workers().waiting().size();
    const std::size_t first = first_shown(count, height, chosen);
    return {first, std::min(count, first + height)};
}

}  // namespace

std::vector<std::uint64_t> workers_in_table(const Model& model, const Area& area) {
    std::vector<std::uint64_t> workers;
    if (area.height == 0) return workers;
    const auto& rows = model.workers().rows();
    const ShownRows shown = shown_rows(model, area.height - 1);
    for (std::size_t i = shown.first; i < std::min(shown.end, rows.size()); ++i)
        workers.push_back(rows[i].worker);
    return workers;
}

std::size_t workers_table_height(const Model& model) {
    return 1 + model.workers().rows().size() + model.workers().waiting().size();
}

void draw_workers_table(const Sheet& sheet, const Model& model, const Area& area) {
    if (area.height == 0) return;
    WorkerColumns columns = worker_columns(area.width);
    if (columns.lane > 0) columns.most_lines = most_lines_in_lanes(model, lane_width);
    draw_titles(sheet, model, area, columns);
    const auto& rows = model.workers().rows();
    const auto& waiting = model.workers().waiting();
    const ShownRows shown = shown_rows(model, area.height - 1);
    for (std::size_t index = shown.first; index < shown.end; ++index) {
        const std::size_t row = area.row + 1 + index - shown.first;
        if (index < rows.size()) {
            draw_worker(sheet, model, area, columns, row, rows[index]);
        } else {
            draw_waiting(sheet, model, area, columns, row, waiting[index - rows.size()]);
        }
    }
}

}  // namespace game::view
