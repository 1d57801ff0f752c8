/// The standings of results that are there, without playing (game(1), --standings).
#pragma once

#include "game/reporters/output_settings.h"

#include <filesystem>
#include <vector>

namespace game {

/// Prints the standings of all results in `files`, and writes them into those of the settings.
/// Returns the exit code: 1 if there are matches without a result, which is said on standard error.
/// Throws common::UsageError if the results cannot be used, and std::system_error if a file cannot
/// be written.
int show_standings(const std::vector<std::filesystem::path>& files, const OutputSettings& output);

}  // namespace game
