#include "game/reporters/players_table.h"

#include "common/text/table.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace game {

namespace {

/// Answers take milliseconds, which the units of a run are too coarse for.
std::string in_milliseconds(const std::optional<async::Duration>& duration) {
    if (!duration) return "-";
    return fmt::format("{:.1f} ms", std::chrono::duration<double, std::milli>(*duration).count());
}

const std::vector<common::Column>& player_columns() {
    static const std::vector<common::Column> all = {
        {"PLAYER"},
        {"RANK", common::Align::right},
        {"SCORE", common::Align::right},
        {"ANSWERED", common::Align::right},
        {"LATE", common::Align::right},
        {"MISSING", common::Align::right},
        {"ILLEGAL", common::Align::right},
        {"MEDIAN", common::Align::right},
        {"SLOWEST", common::Align::right},
    };
    return all;
}

}  // namespace

void PlayersTable::result(const ResultEvent& event) {
    ranks_.assign(event.ranks.begin(), event.ranks.end());
    players_.assign(event.players.begin(), event.players.end());
}

std::vector<std::string> PlayersTable::lines(const TextStyle& style,
                                             std::optional<std::size_t> width) const {
    std::vector<std::string> lines;
    if (players_.empty()) return lines;
    const auto cells = [&](const PlayerTotals& player, const MatchRank* rank) {
        return std::vector<std::string>{
            style.escapes ? common::visible(player.player) : player.player,
            rank != nullptr ? fmt::format("{}", rank->rank) : "-",
            rank != nullptr ? rank->score : "-",
            fmt::format("{}", player.answered),
            fmt::format("{}", player.late),
            fmt::format("{}", player.missing),
            fmt::format("{}", player.illegal),
            in_milliseconds(player.median),
            in_milliseconds(player.maximum)};
    };
    std::vector<std::vector<std::string>> rows;
    for (const MatchRank& rank : ranks_) {
        const auto found = std::find_if(
            players_.begin(), players_.end(),
            [&rank](const PlayerTotals& player) { return player.player == rank.player; });
        if (found != players_.end()) rows.push_back(cells(*found, &rank));
    }
    if (ranks_.empty()) {  // void
        for (const PlayerTotals& player : players_)
            rows.push_back(cells(player, nullptr));
    }
    common::Table table(player_columns());
    for (const auto& row : rows)
        table.measure(row);
    if (width) table.fit(*width);
    table.append_titles(lines.emplace_back());
    for (const auto& row : rows)
        table.append_row(lines.emplace_back(), row);
    return lines;
}

}  // namespace game
