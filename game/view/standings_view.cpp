#include "game/view/parts.h"
#include "game/view/standings_columns.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace game::view {

namespace {

StandingsColumns columns_of_standings(const Sheet& sheet, const Model& model, std::size_t width) {
    std::size_t longest = 0;
    for (const StandingsRow& row : model.tournament().rows())
        longest = std::max(longest, sheet.width_of(row.name));
    return standings_columns(width, longest);
}

/// Whole numbers of Elo: more would only look exact.
std::string signed_elo(double value) {
    const double rounded = std::round(value);
    return rounded == 0 ? "0" : fmt::format("{:+.0f}", rounded);
}

std::string points_in_words(double points, int decimals) {
    return fmt::format("{:.{}f}", rounded_points(points), decimals);
}

/// One decimal, unless there are other parts of points than halves.
int decimals_of_points(std::span<const StandingsRow> rows) {
    constexpr double least = 1e-3;
    const bool has_halves_only = std::all_of(rows.begin(), rows.end(), [](const auto& row) {
        const double halves = 2 * row.points;
        return std::abs(halves - std::round(halves)) < least;
    });
    return has_halves_only ? 1 : 2;
}

/// What a cell says, and how; no text: the figure is not defined.
struct StandingsCell {
    std::string text;
    Style look = plain_look;
};

StandingsCell interval_cell(const StandingsRow& row, std::size_t width, bool has_plot) {
    if (row.interval) {
        const std::string low = signed_elo(row.interval->first);
        const std::string high = signed_elo(row.interval->second);
        const std::string text = fmt::format("{} .. {}", low, high);
        return {text.size() < width ? text : low + ".." + high};
    }
    const bool has_room = !has_plot && !row.rating && row.unrated.size() < width;
    return {has_room ? row.unrated : std::string(), dim_look};
}

/// The number of matches in which something went wrong.
StandingsCell trouble_cell(std::uint64_t count, Style look) {
    return {std::to_string(count), count == 0 ? dim_look : look};
}

StandingsCell standings_cell(const Sheet& sheet, const StandingsRow& row,
                             const FigureColumn& column, bool has_plot, int decimals) {
    if (row.rank == 0) return {};  // nothing is known yet
    constexpr double milliseconds = 1000;
    switch (column.figure) {
        case Figure::rating:
            return {row.rating ? signed_elo(*row.rating) : "", bold_look};
        case Figure::interval:
            return interval_cell(row, column.narrow_width, has_plot);
        case Figure::encounters:
            return {std::to_string(row.encounters), dim_look};
        case Figure::points:
            return {points_in_words(row.points, decimals)};
        case Figure::won:
            return {std::to_string(row.wins)};
        case Figure::drawn:
            return {std::to_string(row.draws)};
        case Figure::lost:
            return {std::to_string(row.losses)};
        case Figure::late:
            return trouble_cell(row.late, bold_look);
        case Figure::crashed:
            return trouble_cell(row.crashed, failure_look(sheet.abilities()));
        case Figure::seconds:
            return {row.seconds ? fmt::format("{:.1f}", *row.seconds * milliseconds) : ""};
    }
    return {};
}

/// Which players there is room for, and what stands below them.
struct ShownPlayers {
    std::size_t first = 0;
    std::size_t count = 0;
    std::string below;  ///< empty: nothing
};

/// `test of 0 against 10 Elo: undecided, 1.23 in -2.94 .. 2.94`.
std::string test_in_words(const TestState& test) {
    const std::string verdict =
        test.verdict == "elo0" || test.verdict == "elo1"
            ? fmt::format("{} Elo accepted", test.verdict == "elo0" ? test.elo0 : test.elo1)
            : std::string(test.verdict);
    return fmt::format("test of {} against {} Elo: {}, {:.2f} in {:.2f} .. {:.2f}", test.elo0,
                       test.elo1, verdict, test.ratio, test.lower, test.upper);
}

std::string text_below(const Model& model) {
    const auto test = model.tournament().test();
    return test ? test_in_words(*test) : std::string(model.why_no_standings());
}

/// `height` is without a rule.
ShownPlayers shown_players(const Model& model, std::size_t height) {
    const std::size_t all = model.tournament().rows().size();
    ShownPlayers shown;
    shown.below = text_below(model);
    shown.count = std::min(all, left_of(height, shown.below.empty() ? 1 : 2));
    if (model.choice.mode == Mode::standings) {
        shown.first = std::min(model.choice.standings_first, all - shown.count);
    }
    return shown;
}

/// `player`; or `best 11 of 300`, or `12-22 of 300`, or a part of it that there is room for.
std::string players_title(const Model& model, const ShownPlayers& shown, std::size_t width) {
    const std::size_t all = model.tournament().rows().size();
    if (shown.count == all) return "player";
    const bool is_range = model.choice.mode == Mode::standings;
    const std::string part = is_range
                                 ? fmt::format("{}-{}", shown.first + 1, shown.first + shown.count)
                                 : std::to_string(shown.count);
    const std::string of_all = fmt::format("{} of {}", part, all);
    constexpr std::string_view best = "best ";
    if (!is_range && best.size() + of_all.size() <= width) return std::string(best) + of_all;
    return of_all.size() <= width ? of_all : part;
}

void draw_standings_titles(const Sheet& sheet, const Model& model, const Area& area,
                           const StandingsColumns& columns, const ShownPlayers& shown,
                           const std::optional<RatingAxis>& axis) {
    sheet.put_right(area.row, area.column + 3, "#", dim_look);
    sheet.put_cut(area.row, area.column + columns.name,
                  players_title(model, shown, columns.name_width), dim_look, columns.name_width);
    if (axis) draw_rating_axis(sheet, *axis);
    for (std::size_t i = 0; i < figure_columns.size(); ++i) {
        if (columns.ends.at(i) == 0) continue;
        const FigureColumn& column = figure_columns.at(i);
        sheet.put_right(area.row, area.column + columns.ends.at(i),
                        columns.has_narrow_figures ? column.narrow_title : column.title, dim_look);
    }
}

/// `place` is a row, from the column of the table on.
void draw_ranked(const Sheet& sheet, const Model& model, const Area& place,
                 const StandingsColumns& columns, const StandingsRow& player,
                 const std::optional<RatingAxis>& axis) {
    const auto index = model.tournament().find(player.name);
    const PlayerMark mark = mark_of(index.value_or(0), sheet.abilities());
    if (player.rank > 0) {
        sheet.put_right(place.row, place.column + 3, std::to_string(player.rank));
    }
    if (columns.has_tags) {
        sheet.put_tag(place.row, place.column + 4, mark);
    } else {
        sheet.put_letter(place.row, place.column + 4, mark);
    }
    sheet.put_name(place.row, place.column + columns.name, player.name, bold_look,
                   columns.name_width);
    if (axis) draw_rating(sheet, *axis, place.row, player, mark);
    const int decimals = decimals_of_points(model.tournament().rows());
    for (std::size_t i = 0; i < figure_columns.size(); ++i) {
        const std::size_t end = columns.ends.at(i);
        if (end == 0) continue;
        const StandingsCell cell =
            standings_cell(sheet, player, figure_columns.at(i), columns.plot_width > 0, decimals);
        sheet.put_right(place.row, place.column + end,
                        cell.text.empty() ? sheet.glyphs().none : cell.text,
                        cell.text.empty() ? dim_look : cell.look);
    }
}

}  // namespace

std::size_t standings_height(const Model& model) {
    return 1 + model.tournament().rows().size() + (text_below(model).empty() ? 0 : 1);
}

std::size_t standings_page(const Model& model, std::size_t height) {
    return shown_players(model, height).count;
}

void draw_standings(const Sheet& sheet, const Model& model, const Area& whole, bool has_rule) {
    Area area = whole;
    const StandingsColumns columns = columns_of_standings(sheet, model, area.width);
    if (has_rule) {
        const std::string interval =
            columns.plot_width > 0 ? sheet.between() + "line: 95 % interval" : "";
        draw_rule(sheet, {area.row, area.column, 1, area.width}, "standings",
                  "rating on the Elo scale, mean 0" + interval);
        ++area.row;
        --area.height;
    }
    const auto& rows = model.tournament().rows();
    const ShownPlayers shown = shown_players(model, area.height);
    std::optional<RatingAxis> axis;
    if (columns.plot_width > 0) {
        axis = rating_axis(rows, {area.row, area.column + columns.plot, 1, columns.plot_width});
    }
    draw_standings_titles(sheet, model, area, columns, shown, axis);
    for (std::size_t i = 0; i < shown.count; ++i) {
        draw_ranked(sheet, model, {area.row + 1 + i, area.column, 1, area.width}, columns,
                    rows[shown.first + i], axis);
    }
    if (area.height > shown.count + 1) {
        const std::size_t begin = std::min(columns.name, left_of(area.width, 2));
        sheet.put_cut(area.row + 1 + shown.count, area.column + begin, shown.below, bold_look,
                      left_of(area.width, begin + 1));
    }
}

}  // namespace game::view
