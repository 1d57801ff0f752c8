/// The standings for programs: JSON and CSV.
#include "game/tournament/standings.h"
#include "game/tournament/standings_picture.h"

#include <fmt/format.h>

namespace game::tournament {

namespace {

std::string format_json(const Standings& standings) {
    std::string text = "{";
    append_standings_members(text, standings.event({}));
    return text + "}\n";
}

/// A field as in RFC 4180.
std::string field(std::string_view text) {
    if (text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

/// Empty if there is none.
std::string number(const std::optional<double>& value, int decimals) {
    if (!value) return "";
    const std::string text = fmt::format("{:.{}f}", *value, decimals);
    const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
    return is_zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string format_csv(const Standings& standings) {
    constexpr int decimals = 6;
    std::string text =
        "rank,name,rating,interval_low,interval_high,encounters,points,wins,draws,losses,late,"
        "crashed,seconds\n";
    for (const StandingsRow& row : standings.rows) {
        const auto end = [&row](bool is_high) -> std::optional<double> {
            if (!row.interval) return std::nullopt;
            return is_high ? row.interval->second : row.interval->first;
        };
        text += fmt::format("{},{},{},{},{},{},{:g},{},{},{},{},{},{}\n", row.rank, field(row.name),
                            number(row.rating, 1), number(end(false), 1), number(end(true), 1),
                            row.encounters, row.points, row.wins, row.draws, row.losses, row.late,
                            row.crashed, number(row.seconds, decimals));
    }
    return text;
}

}  // namespace

std::optional<StandingsForm> standings_form(const std::filesystem::path& file) {
    const std::filesystem::path extension = file.extension();
    if (extension == ".json") return StandingsForm::json;
    if (extension == ".csv") return StandingsForm::csv;
    if (extension == ".svg") return StandingsForm::svg;
    return std::nullopt;
}

std::string format_standings(const Standings& standings, StandingsForm form) {
    switch (form) {
        case StandingsForm::json:
            return format_json(standings);
        case StandingsForm::csv:
            return format_csv(standings);
        case StandingsForm::svg:
            return draw_standings(standings);
    }
    return {};
}

}  // namespace game::tournament
