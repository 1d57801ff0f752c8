#include "game/view/standings_columns.h"

#include "game/view/screen.h"

#include <algorithm>

namespace game::view {

namespace {

constexpr std::size_t wide_figures = 110;
constexpr std::size_t wide_tags = 60;
constexpr std::size_t ranked_name_behind_letter = 6;
constexpr std::size_t widest_ranked_name = 30;
constexpr std::size_t narrowest_ranked_name = 10;
constexpr std::size_t usual_ranked_name = 14;

/// The ratings are drawn before figures of a higher order have a place.
constexpr int order_of_plot = 7;
constexpr int last_order = 9;
constexpr std::size_t narrowest_plot = 24;
constexpr std::size_t widest_plot = 100;
constexpr std::size_t plot_gap = 2;

/// What is of one order comes together or not at all.
std::size_t width_of_order(int order, bool has_narrow_figures) {
    std::size_t width = order == order_of_plot ? plot_gap + narrowest_plot : 0;
    for (const FigureColumn& column : figure_columns) {
        if (column.order != order) continue;
        width += has_narrow_figures ? column.narrow_width : column.width;
    }
    return width;
}

}  // namespace

StandingsColumns standings_columns(std::size_t width, std::size_t longest_name) {
    StandingsColumns columns;
    columns.has_narrow_figures = width < wide_figures;
    columns.has_tags = width >= wide_tags;
    if (!columns.has_tags) columns.name = ranked_name_behind_letter;
    longest_name = std::clamp(longest_name, narrowest_ranked_name, widest_ranked_name);
    const std::size_t shortest_name =
        columns.has_tags ? std::min(longest_name, usual_ranked_name) : narrowest_ranked_name;
    std::size_t rest = left_of(width, columns.name + 1);
    int last = 0;
    for (int order = 1; order <= last_order; ++order) {
        const std::size_t taken = width_of_order(order, columns.has_narrow_figures);
        if (rest < shortest_name + taken) break;
        rest -= taken;
        last = order;
    }
    const bool has_plot = last >= order_of_plot;
    columns.name_width = std::min(rest, has_plot ? longest_name : widest_ranked_name);
    rest -= columns.name_width;
    std::size_t end = columns.name + columns.name_width;
    if (has_plot) {
        columns.plot = end + plot_gap;
        columns.plot_width = std::min(narrowest_plot + rest, widest_plot);
        end = columns.plot + columns.plot_width;
    }
    for (std::size_t i = 0; i < figure_columns.size(); ++i) {
        const FigureColumn& column = figure_columns.at(i);
        if (column.order > last) continue;
        end += columns.has_narrow_figures ? column.narrow_width : column.width;
        columns.ends.at(i) = end;
    }
    return columns;
}

}  // namespace game::view
