/// The standings of a tournament, and the forms in which they are written.
#pragma once

#include "game/events/tournament_events.h"
#include "game/scenario/tournament.h"
#include "game/tournament/schedule.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace game::tournament {

/// Standings that own what a StandingsEvent refers to.
struct Standings {
    std::uint64_t matches = 0;  ///< that count
    std::uint64_t voids = 0;
    std::uint64_t planned = 0;
    std::vector<StandingsRow> rows;  ///< the best first
    std::optional<TestState> test;

    StandingsEvent event(async::Duration t) const {
        return {t, matches, voids, planned, rows, test};
    }
};

/// Of all encounters that are complete. Figures are rounded as they are written, so that a log has
/// them exactly: ratings to tenths, points, seconds and the test's ratio to millionths. They depend
/// on the results only, not on the order in which matches ended.
///
/// The order is that of the points: per encounter, or in a swiss tournament their sum with those
/// for byes, then Buchholz. In a knockout it is how far a player has come, and who won the last
/// pairing. Those who are equal by that share a rank, and stand in the order of the scenario.
Standings compute_standings(const Schedule& schedule, std::span<const TournamentPlayer> players,
                            const std::optional<TournamentTest>& test);

/// The forms of `--standings`, by the end of the file's name.
enum class StandingsForm { json, csv, svg };

/// None if the name has another end.
std::optional<StandingsForm> standings_form(const std::filesystem::path& file);

std::string format_standings(const Standings& standings, StandingsForm form);

}  // namespace game::tournament
