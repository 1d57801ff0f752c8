/// The results of a tournament from one or several files, such as those of its parts.
#pragma once

#include "game/scenario/tournament.h"
#include "game/tournament/schedule.h"

#include <filesystem>
#include <span>

namespace game::tournament {

/// What the files say together.
struct CombinedResults {
    TournamentSettings tournament;
    Schedule schedule;  ///< with all results
};

/// True if `file` is a regular file whose first line is that of results.
bool has_results(const std::filesystem::path& file);

/// Reads the files, of which there is at least one; an incomplete last line is left out. Throws
/// common::UsageError if one of them has no results, those of another tournament than the first
/// one, or a match that another one has.
CombinedResults combine_results(std::span<const std::filesystem::path> files);

}  // namespace game::tournament
