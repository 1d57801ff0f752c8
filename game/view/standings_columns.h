/// StandingsColumns: where the columns of the standings are.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace game::view {

enum class Figure {
    rating,
    interval,
    encounters,
    points,
    won,
    drawn,
    lost,
    late,
    crashed,
    seconds,
};

/// A column of figures. Without room, those of a high order are left out.
struct FigureColumn {
    Figure figure;
    std::string_view title;
    std::string_view narrow_title;
    std::size_t width;
    std::size_t narrow_width;
    int order;
};

/// From left to right.
inline constexpr std::array<FigureColumn, 10> figure_columns = {{
    {Figure::rating, "rating", "rating", 8, 7, 2},
    {Figure::interval, "95 %", "95 %", 15, 14, 3},
    {Figure::encounters, "encounters", "enc.", 12, 6, 8},
    {Figure::points, "points", "points", 8, 8, 1},
    {Figure::won, "won", "won", 6, 5, 4},
    {Figure::drawn, "drawn", "drawn", 7, 6, 4},
    {Figure::lost, "lost", "lost", 6, 5, 4},
    {Figure::late, "late", "late", 6, 5, 5},
    {Figure::crashed, "crashed", "crash", 9, 6, 6},
    {Figure::seconds, "ms/turn", "ms/turn", 9, 9, 9},
}};

/// Columns are counted from the left edge of the table.
struct StandingsColumns {
    bool has_narrow_figures = false;
    bool has_tags = true;  ///< the marks are as wide as tags
    std::size_t name = 8;
    std::size_t name_width = 0;
    std::size_t plot = 0;        ///< where the ratings are drawn
    std::size_t plot_width = 0;  ///< 0: they are not
    /// Where the figures end, in the order of `figure_columns`; 0: left out.
    std::array<std::size_t, figure_columns.size()> ends = {};
};

/// The columns that fit into `width`. `longest_name` is how many columns the names take.
StandingsColumns standings_columns(std::size_t width, std::size_t longest_name);

}  // namespace game::view
