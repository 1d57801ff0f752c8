#include "game/view/parts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Between two numbers of the axis.
constexpr std::size_t columns_per_step = 8;

std::size_t column_of_rating(const RatingAxis& axis, double rating) {
    const double part = (rating - axis.low) / (axis.high - axis.low);
    const double last = static_cast<double>(axis.area.width - 1);
    return axis.area.column +
           static_cast<std::size_t>(std::lround(std::clamp(part, 0.0, 1.0) * last));
}

/// The numbers of the axis: multiples of its step.
template <class Use>
void for_each_rating(const RatingAxis& axis, const Use& use) {
    const auto first = std::lround(std::ceil(axis.low / axis.step));
    const auto last = std::lround(std::floor(axis.high / axis.step));
    for (long i = first; i <= last; ++i)
        use(static_cast<double>(i) * axis.step);
}

}  // namespace

std::optional<RatingAxis> rating_axis(std::span<const StandingsRow> rows, const Area& area) {
    double low = 0;
    double high = 0;
    bool has_rating = false;
    const auto include = [&](double rating) {
        constexpr double most = 1e5;  // a damaged log may have anything
        low = std::max(std::min(low, rating), -most);
        high = std::min(std::max(high, rating), most);
    };
    for (const StandingsRow& row : rows) {
        if (!row.rating) continue;
        has_rating = true;
        include(*row.rating);
        if (row.interval) include(row.interval->first);
        if (row.interval) include(row.interval->second);
    }
    if (!has_rating || area.width < 3 * columns_per_step) return std::nullopt;
    constexpr double unit = 10;
    RatingAxis axis;
    axis.area = area;
    axis.low = std::floor(low / unit) * unit;
    axis.high = std::max(std::ceil(high / unit) * unit, axis.low + unit);
    axis.step = unit;
    const std::size_t steps = area.width / columns_per_step;
    const auto most_steps = static_cast<double>(steps);
    constexpr double to_five = 2.5;
    for (std::size_t i = 0; (axis.high - axis.low) / axis.step > most_steps; ++i)
        axis.step *= i % 3 == 1 ? to_five : 2;  // 10, 20, 50, 100, ...
    return axis;
}

void draw_rating_axis(const Sheet& sheet, const RatingAxis& axis) {
    for_each_rating(axis, [&](double rating) {
        const std::string text = rating == 0 ? "0" : fmt::format("{:+.0f}", rating);
        const std::size_t column = column_of_rating(axis, rating);
        // The number stands around its place, the first and the last one inside of the area.
        const std::size_t left = left_of(column, text.size() / 2);
        const std::size_t last = left_of(axis.area.right(), text.size());
        sheet.put(axis.area.row, std::clamp(left, axis.area.column, last), text, dim_look);
    });
}

void draw_rating(const Sheet& sheet, const RatingAxis& axis, std::size_t row,
                 const StandingsRow& player, const PlayerMark& mark) {
    const Glyphs& glyphs = sheet.glyphs();
    const bool is_ascii = sheet.abilities().charset == Charset::ascii;
    const std::string_view zero = is_ascii ? ":" : glyphs.vertical;  // the ends of lines differ
    for_each_rating(axis, [&](double rating) {
        const std::string_view glyph = rating == 0 ? zero : glyphs.empty_square;
        sheet.put(row, column_of_rating(axis, rating), glyph, dim_look);
    });
    if (!player.rating) {
        sheet.put_cut(row, axis.area.column, player.unrated, dim_look, axis.area.width);
        return;
    }
    if (player.interval) {
        const std::size_t begin = column_of_rating(axis, player.interval->first);
        const std::size_t end = column_of_rating(axis, player.interval->second);
        for (std::size_t column = begin; column <= end; ++column)
            sheet.put(row, column, glyphs.horizontal);
        constexpr std::size_t from_south_to_north_and_east = 7;  // see Glyphs::lines
        constexpr std::size_t from_south_to_north_and_west = 13;
        sheet.put(row, begin, is_ascii ? "|" : glyphs.lines.at(from_south_to_north_and_east));
        sheet.put(row, end, is_ascii ? "|" : glyphs.lines.at(from_south_to_north_and_west));
    }
    sheet.put_letter(row, column_of_rating(axis, *player.rating), mark);
}

}  // namespace game::view
