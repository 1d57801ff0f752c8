/// Command: what people type (game(1)), read from text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace game {

/// The longest line that can be a command, in bytes.
inline constexpr std::size_t max_command_size = 4096;

struct LaunchCommand {
    int predef;  ///< 1 to 4
};
struct ListCommand {};
struct KillCommand {
    std::uint64_t worker;  ///< 0, which no worker has, if it was no number
};
struct QuitCommand {};
struct HelpCommand {};
struct EmptyCommand {};
struct UnknownCommand {};

using Command = std::variant<LaunchCommand, ListCommand, KillCommand, QuitCommand, HelpCommand,
                             EmptyCommand, UnknownCommand>;

/// Without the white space at both ends.
std::string_view trim(std::string_view text);

/// Reads a line without its newline. Whatever is no command is an UnknownCommand.
Command parse_command(std::string_view line);

/// Why an UnknownCommand is refused: `7 must be between 1 and 4`.
std::string refuse_unknown(std::string_view line);

/// Why a line of more than max_command_size bytes, which begins with `start`, is refused.
std::string refuse_overlong(std::string_view start);

/// The answer to `help`: a line each command, each with its newline.
std::string_view command_help();

}  // namespace game
