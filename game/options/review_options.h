/// The options that look at a logged match again: --verify and --ask.
#pragma once

#include "common/command_line.h"
#include "game/options/options.h"

#include <optional>
#include <string>
#include <vector>

namespace game {

/// Adds --verify, --ask, and the turn, the second positional argument.
void add_review_options(CLI::App& app, Options& options);

/// Once the arguments have been read: with --verify or --ask, checks all of them, and gives `ask`
/// its player, turn and command. `rest` is what follows `--`. Returns false if neither is there.
/// Throws common::UsageError.
bool complete_review_options(const CLI::App& app,
                             const std::optional<std::vector<std::string>>& rest, Options& options);

}  // namespace game
