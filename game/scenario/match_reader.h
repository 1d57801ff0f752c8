/// The keys of a scenario that belong to its match.
#pragma once

#include "common/json/json_text.h"
#include "game/scenario/match.h"
#include "game/scenario/problems.h"
#include "game/scenario/scenario.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The most players of one worker.
inline constexpr std::size_t max_plays = 16;

/// What the key `input` of an entry can be; the first is the default.
inline constexpr std::array<std::string_view, 2> match_inputs = {"match", "none"};

/// Reads the value of `match`. Returns nothing, or a match that cannot be used, if it has added to
/// the problems.
std::optional<MatchSettings> read_match(const common::Json& value, ScenarioProblems& problems);

/// Reads the value of `plays`: different names of players.
std::optional<std::vector<std::string>> read_plays(const common::Json& value,
                                                   ScenarioProblems& problems);

/// Reads one of some words, and returns its index.
std::optional<std::size_t> read_word(const common::Json& value,
                                     std::span<const std::string_view> words,
                                     ScenarioProblems& problems);

/// What the keys of a scenario with a match, whose script is still in file order, must be to each
/// other.
void check_match(const Scenario& scenario, ScenarioProblems& problems);

}  // namespace game
