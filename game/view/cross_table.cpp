#include "game/view/parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t longest_crossed_name = 16;
constexpr std::size_t crossed_width = 6;
constexpr std::size_t crossed_name_begin = 4;

std::size_t width_of_crossed_names(const Sheet& sheet, const TournamentStory& tournament) {
    std::size_t longest = 6;
    for (const std::string& name : tournament.players())
        longest = std::max(longest, sheet.width_of(name));
    return std::min(longest, longest_crossed_name);
}

/// The indexes of the players, the best first.
std::vector<std::size_t> order_of_standings(const TournamentStory& tournament) {
    std::vector<std::size_t> order;
    order.reserve(tournament.rows().size());
    for (const StandingsRow& row : tournament.rows()) {
        if (const auto index = tournament.find(row.name)) order.push_back(*index);
    }
    return order;
}

}  // namespace

std::optional<Size> cross_table_size(const Sheet& sheet, const Model& model) {
    const TournamentStory& tournament = model.tournament();
    if (!tournament.has_encounters()) return std::nullopt;
    const std::size_t players = tournament.rows().size();
    constexpr std::size_t narrowest = 46;  // the title
    const std::size_t width = crossed_name_begin + width_of_crossed_names(sheet, tournament) +
                              players * crossed_width + 1;
    return Size{players + 2, std::max(width, narrowest)};
}

/// A row has what its player won against the others, a column what the others won against it.
void draw_cross_table(const Sheet& sheet, const Model& model, const Area& area) {
    const TournamentStory& tournament = model.tournament();
    const std::size_t names = width_of_crossed_names(sheet, tournament);
    draw_rule(sheet, {area.row, area.column, 1, area.width}, "each against each",
              tournament.played_before() > 0 ? "this run's points, 1 a match"
                                             : "points of the row, 1 a match");
    const std::vector<std::size_t> order = order_of_standings(tournament);
    const auto end_of = [&](std::size_t place) {
        return area.column + crossed_name_begin + names + (place + 1) * crossed_width;
    };
    for (std::size_t place = 0; place < order.size(); ++place)
        sheet.put_letter(area.row + 1, end_of(place) - 1, mark_of(order[place], sheet.abilities()));
    for (std::size_t i = 0; i < order.size() && i + 2 < area.height; ++i) {
        const std::size_t row = area.row + 2 + i;
        const std::size_t player = order[i];
        sheet.put_letter(row, area.column + 2, mark_of(player, sheet.abilities()));
        sheet.put_name(row, area.column + crossed_name_begin, tournament.players()[player],
                       plain_look, names);
        for (std::size_t place = 0; place < order.size(); ++place) {
            if (order[place] == player) {
                sheet.put_right(row, end_of(place), sheet.glyphs().empty_square, dim_look);
                continue;
            }
            const Encounters& against = tournament.against(player, order[place]);
            if (against.matches == 0) {
                sheet.put_right(row, end_of(place), sheet.glyphs().none, dim_look);
                continue;
            }
            const bool is_ahead = 2 * against.points > static_cast<double>(against.matches);
            sheet.put_right(row, end_of(place), fmt::format("{:.1f}", against.points),
                            is_ahead ? bold_look : plain_look);
        }
    }
}

}  // namespace game::view
