#include "game/view/parts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t label_every = 10;

/// How long a column of the lanes is: a span that is easy to read, so that the run fits.
async::Duration lane_span(async::Duration time, std::size_t width) {
    constexpr std::array<std::chrono::seconds, 9> spans = {1s,  2s,   5s,   10s,  30s,
                                                           60s, 300s, 600s, 3600s};
    for (const std::chrono::seconds span : spans) {
        if (static_cast<std::size_t>(time / span) + 2 <= width) return span;
    }
    async::Duration span = spans.back();
    while (static_cast<std::size_t>(time / span) + 2 > width)
        span *= 2;
    return span;
}

/// A next column as `10`, `1m`, `2h`.
std::string span_in_words(std::chrono::seconds span) {
    if (span >= 2h && span % 1h == 0s) return fmt::format("{}h", span / 1h);
    if (span >= 10min && span % 1min == 0s) return fmt::format("{}m", span / 1min);
    return fmt::format("{}", span.count());
}

}  // namespace

void draw_lane_axis(const Sheet& sheet, const Model& model, const Area& area) {
    const auto span =
        std::chrono::duration_cast<std::chrono::seconds>(lane_span(model.time(), area.width));
    sheet.put(area.row, area.column, "0", dim_look);
    const auto now = static_cast<std::size_t>(model.time() / span);
    std::size_t column = label_every;
    for (; column <= now && column < area.width; column += label_every) {
        sheet.put_right(area.row, area.column + column + 1,
                        span_in_words(span * static_cast<int>(column)), dim_look);
    }
    const bool has_unit = column > label_every && column - label_every + 2 < area.width;
    if (has_unit && span * static_cast<int>(column) < 10min) {
        sheet.put(area.row, area.column + column - label_every + 1, " s", dim_look);
    }
}

void draw_lane(const Sheet& sheet, const Model& model, const Area& area, const WorkerRow* worker,
               double most) {
    const Glyphs& glyphs = sheet.glyphs();
    const async::Duration span = lane_span(model.time(), area.width);
    const auto now = static_cast<std::size_t>(model.time() / span);
    const async::Duration begin = worker != nullptr ? worker->start : async::Duration::max();
    const async::Duration end =
        worker != nullptr && worker->ran ? worker->start + *worker->ran : async::Duration::max();
    for (std::size_t i = 0; i <= now && i < area.width; ++i) {
        const async::Duration first = static_cast<async::Duration::rep>(i) * span;
        const std::size_t column = area.column + i;
        if (worker == nullptr || first + span <= begin || first > end) {
            if (i % 2 == 0) sheet.put(area.row, column, glyphs.empty_square, dim_look);
        } else if (first + span > end) {
            sheet.put(area.row, column, worker->failed ? glyphs.failed : glyphs.done,
                      worker->failed ? failure_look(sheet.abilities()) : plain_look);
        } else {
            const double lines = worker->rates.count(first, first + span);
            const double part = most > 0 ? std::log1p(lines) / std::log1p(most) : 0;
            const auto level = static_cast<std::size_t>(
                std::lround(part * static_cast<double>(glyphs.sparks.size() - 1)));
            sheet.put(area.row, column,
                      glyphs.sparks.at(std::min(level, glyphs.sparks.size() - 1)));
        }
    }
    if (worker != nullptr && worker->is_running() && now + 1 < area.width) {
        sheet.put(area.row, area.column + now + 1, glyphs.vertical, dim_look);
    }
}

double most_lines_in_lanes(const Model& model, std::size_t width) {
    const async::Duration span = lane_span(model.time(), width);
    double most = 0;
    for (const WorkerRow& worker : model.workers().rows()) {
        for (async::Duration first{0}; first <= model.time(); first += span)
            most = std::max(most, worker.rates.count(first, first + span));
    }
    return most;
}

}  // namespace game::view
