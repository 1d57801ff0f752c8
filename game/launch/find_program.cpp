#include "game/launch/find_program.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

int check_program(const std::string& file) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return EACCES;
    return ::faccessat(AT_FDCWD, file.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

std::string find_program(const std::string& command, std::string_view path,
                         const std::string& folder) {
    if (command.find('/') != std::string::npos) return command;
    int problem = ENOENT;
    while (!command.empty()) {
        const std::size_t end = path.find(':');
        // An empty part of PATH means the current folder.
        const std::filesystem::path candidate =
            std::filesystem::path(path.substr(0, end)) / command;
        const int reason = check_program((std::filesystem::path(folder) / candidate).string());
        if (reason == 0) return candidate.string();
        if (reason == EACCES) problem = EACCES;
        if (end == std::string_view::npos) break;
        path.remove_prefix(end + 1);
    }
    throw std::system_error(problem, std::generic_category(), command);
}

std::string find_self() {
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

std::string find_helper(const std::string& name) {
    const std::filesystem::path folder = std::filesystem::path(find_self()).parent_path();
    const std::string beside = (folder / name).string();
    const std::filesystem::path installed = folder / GAME_LIBEXEC_FROM_BIN / name;
    for (const std::string& candidate : {beside, installed.lexically_normal().string()}) {
        if (check_program(candidate) == 0) return candidate;
    }
    throw std::system_error(ENOENT, std::generic_category(), name);
}

std::string find_players(const std::optional<std::filesystem::path>& chosen) {
    const std::string name = default_players;
    if (chosen) return std::filesystem::absolute(*chosen).string();
    std::error_code unknown;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const std::string beside = (self.parent_path() / name).string();
    return !unknown && ::access(beside.c_str(), X_OK) == 0 ? beside : name;
}

}  // namespace game
