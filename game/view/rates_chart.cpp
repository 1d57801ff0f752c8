#include "game/view/parts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t scale_width = 8;

/// The next number that is easy to read: 1, 2 or 5 times a power of ten.
double round_up(double number) {
    constexpr std::array<double, 4> steps = {1, 2, 5, 10};
    const double power = std::pow(10, std::floor(std::log10(std::max(number, 1.0))));
    for (const double step : steps) {
        if (number <= step * power) return step * power;
    }
    return number;
}

/// A column of the chart: how full it is, in eighths of rows.
std::string_view block(std::size_t eighths) {
    constexpr std::array<std::string_view, 9> blocks = {" ", "▁", "▂", "▃", "▄",
                                                        "▅", "▆", "▇", "█"};
    return blocks.at(std::min<std::size_t>(eighths, blocks.size() - 1));
}

}  // namespace

void draw_rates_chart(const Sheet& sheet, const Model& model, const Area& area) {
    draw_rule(sheet, {area.row, area.column, 1, area.width}, "lines a second, all workers", "");
    if (area.height < 3 || area.width <= scale_width + 1) return;
    const std::size_t width = area.width - scale_width;
    const async::Duration time = std::max<async::Duration>(model.time(), std::chrono::seconds(1));
    std::vector<double> rates(width);
    for (std::size_t i = 0; i < width; ++i) {
        const auto at = [&](std::size_t column) {
            return async::Duration(static_cast<async::Duration::rep>(
                static_cast<double>(time.count()) * static_cast<double>(column) /
                static_cast<double>(width)));
        };
        const std::chrono::duration<double> span = at(i + 1) - at(i);
        rates[i] = model.rates().count(at(i), at(i + 1)) / span.count();
    }
    const double most = round_up(*std::max_element(rates.begin(), rates.end()));
    const std::size_t top = area.row + 1;
    const std::size_t height = area.height - 1;
    sheet.put_right(top, area.column + scale_width - 1, fmt::format("{:g}", most), dim_look);
    sheet.put_right(area.bottom() - 1, area.column + scale_width - 1, "0", dim_look);
    constexpr std::size_t row_levels = 8;
    for (std::size_t i = 0; i < width; ++i) {
        const double levels = rates[i] / most * static_cast<double>(height * row_levels);
        auto left = static_cast<std::size_t>(std::ceil(levels));
        for (std::size_t row = area.bottom(); row-- > top && left > 0;) {
            sheet.put(row, area.column + scale_width + i, block(left));
            left -= std::min(left, row_levels);
        }
    }
}

}  // namespace game::view
