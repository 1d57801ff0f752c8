/// The values that options of `game` take, from their texts. The functions throw
/// std::invalid_argument, or what makes a common::UsageError of it; the message says what is
/// expected.
#pragma once

#include "common/async/time.h"
#include "common/text/wall_time.h"
#include "game/reporters/output_settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace game {

/// Not negative, and not beyond what a scenario may have.
async::Duration seconds_up_to_limit(const std::string& text);

/// Not empty.
std::filesystem::path file_name(const std::string& text);

/// As a shell splits them; none, or at least a program.
std::vector<std::string> launcher_words(const std::string& text);

/// The name of a set of rules that there is.
std::string rules_name(const std::string& text);

common::WallTime point_in_time(const std::string& text);

/// One that a player of a match may have.
std::string player_name(const std::string& text);

OutputFormat output_format(const std::string& text);

/// If empty, since the start.
Timestamps timestamps_form(const std::string& text);

ColorChoice color_choice(const std::string& text);

}  // namespace game
