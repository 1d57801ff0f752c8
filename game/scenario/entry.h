/// One entry of a script, in both of its forms.
#pragma once

#include "common/json/json_text.h"
#include "game/scenario/problems.h"
#include "game/scenario/scenario.h"

#include <filesystem>
#include <optional>

namespace game {

/// Reads the object form, `{"time": 0.5, "predef": 1}`. Relative paths count from `folder`. Returns
/// nothing, or an entry that cannot be used, if it has added to the problems.
std::optional<Entry> read_entry(const common::Json& value, const std::filesystem::path& folder,
                                ScenarioProblems& problems);

/// As `read_entry`, for the short form, `[0.5, 1]`.
std::optional<Entry> read_pair(const common::Json& value, const std::filesystem::path& folder,
                               ScenarioProblems& problems);

}  // namespace game
