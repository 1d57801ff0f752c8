#include "game/tournament/standings_picture.h"

#include "common/text/display_width.h"
#include "common/text/units.h"
#include "common/text/utf8.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace game::tournament {

namespace {

constexpr double width = 900;
constexpr double margin = 24;
constexpr double first_row = 84;
constexpr double row_height = 26;
constexpr double name_left = 62;
constexpr double points_right = 330;
constexpr double plot_left = 360;
constexpr double plot_right = width - margin - 56;

constexpr std::string_view style = R"(<style>
text{font:13px system-ui,sans-serif;fill:#222}
.title{font-size:16px;font-weight:600}
.dim{fill:#667}
.right{text-anchor:end}
.middle{text-anchor:middle}
.axis{stroke:#8888;stroke-width:1}
.interval{stroke:#0072b2;stroke-width:3;stroke-linecap:round;opacity:.55}
.rating{fill:#0072b2}
@media(prefers-color-scheme:dark){text{fill:#ddd}.dim{fill:#99a}.interval{stroke:#56b4e9}.rating{fill:#56b4e9}}
</style>
)";

/// As the content of an element. A name may hold anything but white space and control characters.
std::string escaped(std::string_view name) {
    constexpr std::size_t most_columns = 24;
    const std::string visible = common::visible(name);
    const std::string_view start = common::start_of_width(visible, most_columns);
    std::string text;
    for (const char c : start) {
        switch (c) {
            case '&':
                text += "&amp;";
                break;
            case '<':
                text += "&lt;";
                break;
            case '>':
                text += "&gt;";
                break;
            default:
                text += c;
        }
    }
    if (start.size() < visible.size()) text += "…";
    return common::is_utf8(text) ? text : "?";
}

/// The axis of ratings: from where to where, in steps.
struct Axis {
    double low = 0;
    double high = 0;
    double step = 0;

    double x(double rating) const {
        return plot_left + (rating - low) / (high - low) * (plot_right - plot_left);
    }
};

Axis axis_for(const Standings& standings) {
    double low = 0;
    double high = 0;
    for (const StandingsRow& row : standings.rows) {
        if (!row.rating) continue;
        low = std::min({low, *row.rating, row.interval ? row.interval->first : 0});
        high = std::max({high, *row.rating, row.interval ? row.interval->second : 0});
    }
    constexpr double most_steps = 6;
    Axis axis;
    axis.step = 10;
    for (std::size_t i = 0; (high - low) / axis.step > most_steps; ++i) {
        constexpr double to_five = 2.5;
        axis.step *= i % 3 == 1 ? to_five : 2;  // 10, 20, 50, 100, ...
    }
    axis.low = std::floor(low / axis.step) * axis.step;
    axis.high = std::max(std::ceil(high / axis.step) * axis.step, axis.low + axis.step);
    return axis;
}

std::string text(double x, double y, std::string_view classes, std::string_view content) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, classes,
                       content);
}

std::string draw_axis(const Axis& axis, double bottom) {
    constexpr double label_gap = 16;
    std::string out;
    const auto steps = std::lround((axis.high - axis.low) / axis.step);
    for (long i = 0; i <= steps; ++i) {
        const double rating = axis.low + static_cast<double>(i) * axis.step;
        const double x = axis.x(rating);
        out += fmt::format(
            "<line class=\"axis\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", x,
            first_row - row_height / 2, x, bottom);
        out += text(x, bottom + label_gap, "dim middle", fmt::format("{:g}", rating));
    }
    return out;
}

std::string draw_row(const StandingsRow& row, const Axis& axis, double y) {
    constexpr double baseline = 5;
    constexpr double radius = 5;
    std::string out = text(margin, y + baseline, "dim", fmt::format("{}.", row.rank));
    out += text(name_left, y + baseline, "", escaped(row.name));
    out += text(points_right, y + baseline, "right",
                fmt::format("{:g} / {}", row.points, row.encounters));
    if (!row.rating) {
        return out + text(plot_left, y + baseline, "dim", "- " + escaped(row.unrated));
    }
    if (row.interval) {
        out += fmt::format(
            "<line class=\"interval\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
            axis.x(row.interval->first), y, axis.x(row.interval->second), y);
    }
    out += fmt::format("<circle class=\"rating\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>\n",
                       axis.x(*row.rating), y, radius);
    return out + text(width - margin, y + baseline, "right",
                      fmt::format("{:.0f}", std::round(*row.rating) + 0.0));
}

}  // namespace

std::string draw_standings(const Standings& standings) {
    constexpr double title_baseline = 32;
    constexpr double heads_baseline = 60;
    constexpr double foot = 36;
    const double bottom = first_row + row_height * static_cast<double>(standings.rows.size());
    const double height = bottom + foot;
    const Axis axis = axis_for(standings);
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
        "height=\"{1:g}\" role=\"img\">\n<title>Standings</title>\n",
        width, height);
    out += style;
    std::string title =
        fmt::format("Standings after {}", common::counted(standings.matches, "match", "matches"));
    if (standings.voids > 0) title += fmt::format(", {} void", standings.voids);
    out += text(margin, title_baseline, "title", title);
    out += text(points_right, heads_baseline, "dim right", "points / encounters");
    out += text(plot_left, heads_baseline, "dim", "rating (Elo) and 95 % interval");
    out += draw_axis(axis, bottom - row_height / 2);
    double y = first_row;
    for (const StandingsRow& row : standings.rows) {
        out += draw_row(row, axis, y);
        y += row_height;
    }
    return out + "</svg>\n";
}

}  // namespace game::tournament
