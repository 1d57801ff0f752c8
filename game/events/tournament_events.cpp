#include "game/events/tournament_events.h"

#include "common/json/json_writer.h"
#include "common/text/units.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace game {

namespace {

/// With so many decimals at most, and no more than needed.
std::string decimal(double value, double parts) {
    const double rounded = std::round(value * parts) / parts;
    return fmt::format("{}", rounded == 0 ? 0.0 : rounded);  // not -0
}

constexpr double tenths = 10;
constexpr double millionths = 1e6;

void append_row(std::string& out, const StandingsRow& row) {
    out += fmt::format(R"({{"rank":{},"name":)", row.rank);
    common::append_json_string(out, row.name);
    out += ",\"rating\":" + (row.rating ? decimal(*row.rating, tenths) : "null");
    out += ",\"interval\":";
    out += row.interval ? fmt::format("[{},{}]", decimal(row.interval->first, tenths),
                                      decimal(row.interval->second, tenths))
                        : "null";
    if (!row.unrated.empty()) common::append_json_member(out, "unrated", row.unrated);
    out += fmt::format(R"(,"encounters":{},"points":{})", row.encounters,
                       decimal(row.points, millionths));
    out += fmt::format(R"(,"wins":{},"draws":{},"losses":{},"late":{},"crashed":{},"seconds":)",
                       row.wins, row.draws, row.losses, row.late, row.crashed);
    out += row.seconds ? decimal(*row.seconds, millionths) : "null";
    out += '}';
}

}  // namespace

double rounded_points(double points) {
    constexpr double parts = 100;
    return std::round(points * parts) / parts;
}

std::string_view why_no_encounters(const StandingsEvent& event, bool is_part) {
    const bool has_encounters = std::ranges::any_of(
        event.players, [](const StandingsRow& row) { return row.encounters > 0; });
    if (has_encounters || event.matches == 0) return {};
    return is_part ? "no whole encounter in one part: see --standings of all results"
                   : "no whole encounter yet: one counts when all its matches have ended";
}

void append_standings_members(std::string& out, const StandingsEvent& event) {
    out += fmt::format(R"("matches":{},"void":{},"planned":{},"players":[)", event.matches,
                       event.voids, event.planned);
    for (const StandingsRow& row : event.players) {
        if (out.back() != '[') out += ',';
        append_row(out, row);
    }
    out += ']';
    if (!event.test) return;
    const TestState& test = *event.test;
    out += fmt::format(
        R"(,"test":{{"elo0":{},"elo1":{},"ratio":{},"lower":{},"upper":{},"encounters":{},"verdict":"{}"}})",
        test.elo0, test.elo1, decimal(test.ratio, millionths), decimal(test.lower, millionths),
        decimal(test.upper, millionths), test.encounters, test.verdict);
}

std::string describe_match_end(const MatchEndEvent& event) {
    std::string text = fmt::format("match {} of {}: ", event.match, event.matches);
    if (event.is_void) return text.append("void - ").append(event.reason);
    std::vector<const MatchPlayerResult*> sorted;
    sorted.reserve(event.players.size());
    for (const MatchPlayerResult& player : event.players)
        sorted.push_back(&player);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->rank != b->rank ? a->rank < b->rank : a < b;
    });
    for (const MatchPlayerResult* const player : sorted) {
        if (player != sorted.front()) text += ", ";
        text += fmt::format("{}. {}", player->rank, player->player);
    }
    return text.append(" - ")
        .append(event.reason)
        .append(", ")
        .append(common::counted(event.turns, "turn", "turns"));
}

}  // namespace game
