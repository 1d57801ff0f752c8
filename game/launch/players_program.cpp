#include "game/launch/players_program.h"

#include <system_error>

#include <unistd.h>

namespace game {

std::string find_players(const std::optional<std::filesystem::path>& chosen) {
    const std::string name = "players";
    if (chosen) return std::filesystem::absolute(*chosen).string();
    std::error_code unknown;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const std::string beside = (self.parent_path() / name).string();
    return !unknown && ::access(beside.c_str(), X_OK) == 0 ? beside : name;
}

}  // namespace game
