#include "game/reporters/standings_table.h"

#include "common/text/table.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <cmath>
#include <map>

#include <fmt/format.h>

namespace game {

namespace {

const std::vector<common::Column>& standings_columns() {
    static const std::vector<common::Column> all = {
        {"RANK", common::Align::right},       {"PLAYER"},
        {"RATING", common::Align::right},     {"95 % INTERVAL", common::Align::right},
        {"ENCOUNTERS", common::Align::right}, {"POINTS", common::Align::right},
        {"WINS", common::Align::right},       {"DRAWS", common::Align::right},
        {"LOSSES", common::Align::right},     {"LATE", common::Align::right},
        {"CRASHED", common::Align::right},    {"PER TURN", common::Align::right},
    };
    return all;
}

/// Whole numbers of Elo: more would only look exact.
std::string elo(double value) {
    const double rounded = std::round(value);
    return fmt::format("{:.0f}", rounded == 0 ? 0.0 : rounded);
}

std::string per_turn(const std::optional<double>& seconds) {
    constexpr double milliseconds = 1000;
    return seconds ? fmt::format("{:.1f} ms", *seconds * milliseconds) : "-";
}

std::string name_in(const TextStyle& style, const std::string& name) {
    return style.escapes ? common::visible(name) : name;
}

std::vector<std::string> standings_cells(const StandingsRow& row, const TextStyle& style) {
    return {fmt::format("{}", row.rank),
            name_in(style, row.name),
            row.rating ? elo(*row.rating) : "-",
            row.interval
                ? fmt::format("{} .. {}", elo(row.interval->first), elo(row.interval->second))
                : "-",
            fmt::format("{}", row.encounters),
            fmt::format("{}", rounded_points(row.points)),
            fmt::format("{}", row.wins),
            fmt::format("{}", row.draws),
            fmt::format("{}", row.losses),
            fmt::format("{}", row.late),
            fmt::format("{}", row.crashed),
            per_turn(row.seconds)};
}

/// `no rating: zoe, ben - always loses`. The players who share a reason share a line.
void add_reasons(std::vector<std::string>& lines, const StandingsEvent& event,
                 const TextStyle& style) {
    std::map<std::string, std::string> names;
    for (const StandingsRow& row : event.players) {
        if (row.unrated.empty()) continue;
        const std::string what = row.rating ? "no interval - " : "no rating - ";
        std::string& list = names[what + row.unrated];
        list += (list.empty() ? "" : ", ") + name_in(style, row.name);
    }
    for (const auto& [reason, list] : names)
        lines.push_back(fmt::format("         {}: {}", reason, list));
}

std::string test_line(const TestState& test) {
    const std::string verdict =
        test.verdict == "undecided"
            ? "undecided"
            : fmt::format("{} Elo accepted", test.verdict == "elo0" ? test.elo0 : test.elo1);
    return fmt::format(
        "         test of {} against {} Elo: {}, {:.2f} in {:.2f} .. {:.2f} after {}", test.elo0,
        test.elo1, verdict, test.ratio, test.lower, test.upper,
        common::counted(test.encounters, "encounter", "encounters"));
}

}  // namespace

std::vector<std::string> standings_lines(const StandingsEvent& event, const TextStyle& style,
                                         bool is_part) {
    std::vector<std::string> lines;
    std::string& title = lines.emplace_back(
        fmt::format("======== standings after {} of {}", event.matches + event.voids,
                    common::counted(event.planned, "match", "matches")));
    if (event.voids > 0) title += fmt::format(", {} void", event.voids);
    common::Table table(standings_columns());
    std::vector<std::vector<std::string>> rows;
    rows.reserve(event.players.size());
    for (const StandingsRow& row : event.players)
        rows.push_back(standings_cells(row, style));
    for (const auto& row : rows)
        table.measure(row);
    const auto add = [&lines](std::string line) {
        if (!line.empty() && line.back() == '\n') line.pop_back();
        lines.push_back(std::move(line));
    };
    std::string titles;
    table.append_titles(titles);
    add(std::move(titles));
    for (const auto& row : rows) {
        std::string line;
        table.append_row(line, row);
        add(std::move(line));
    }
    const std::string_view why = why_no_encounters(event, is_part);
    if (why.empty()) {
        add_reasons(lines, event, style);
    } else {
        lines.push_back(fmt::format("         {}", why));
    }
    if (event.test) lines.push_back(test_line(*event.test));
    return lines;
}

}  // namespace game
