/// Finding a program as a shell does, and the `players` program.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// The name of the `players` program, where it is searched.
inline constexpr const char* default_players = "players";

/// 0 if `file` is a program that we may run; otherwise why not, as in errno.
int check_program(const std::string& file);

/// The path of the program that `command` names, as seen from `folder`. A name with a slash is its
/// own path; others are searched in the folders of `path`, the value of PATH.
/// Throws std::system_error: EACCES if all that was found is not executable, ENOENT if nothing was.
std::string find_program(const std::string& command, std::string_view path,
                         const std::string& folder);

/// The absolute path of `chosen`, if one was chosen; otherwise of the `players` beside the running
/// program if there is one, or else its name, to be searched on PATH.
std::string find_players(const std::optional<std::filesystem::path>& chosen);

/// The absolute path of the running program. Throws std::system_error.
std::string find_self();

/// The absolute path of a program of ours that users do not run: beside the running program, or
/// where such programs are installed, seen from there. Throws std::system_error if there is none.
std::string find_helper(const std::string& name);

}  // namespace game
