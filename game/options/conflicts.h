/// Which options of `game` cannot be given together. The functions throw common::UsageError.
#pragma once

#include "common/command_line.h"
#include "game/options/options.h"

#include <string_view>
#include <vector>

namespace game {

/// Refuses all that was given but `allowed`: options and names of arguments. `beside` is what they
/// cannot be combined with.
void refuse_others(const CLI::App& app, const std::vector<std::string_view>& allowed,
                   const char* beside);

/// A referee reads messages and writes others, and nothing else. `has_command`: something follows
/// `--`.
void refuse_all_beside_referee(const CLI::App& app, bool has_command);

/// Checks the options of a run or of a replay: refuses what would be without an effect, and what is
/// missing beside another option.
void check_conflicts(const Options& options, bool has_command);

}  // namespace game
