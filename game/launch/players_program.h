/// Which `players` program a game launches.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace game {

/// The absolute path of `chosen`, if somebody chose. Otherwise of the program beside the running
/// one if there is one, or else a name to be searched on PATH.
std::string find_players(const std::optional<std::filesystem::path>& chosen);

}  // namespace game
