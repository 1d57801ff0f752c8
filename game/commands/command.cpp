#include "game/commands/command.h"

#include "common/text/number.h"

namespace game {

namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

constexpr std::uint64_t nobody = 0;

}  // namespace

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

Command parse_command(std::string_view line) {
    const std::string_view text = trim(line);
    if (text.empty()) return EmptyCommand{};
    if (text.size() == 1 && text[0] >= '1' && text[0] <= '4') return LaunchCommand{text[0] - '0'};
    if (text == "list") return ListCommand{};
    if (text == "quit") return QuitCommand{};
    if (text == "help") return HelpCommand{};
    if (text.starts_with("kill ") || text.starts_with("kill\t")) {
        return KillCommand{common::read_whole_number(trim(text.substr(5))).value_or(nobody)};
    }
    return UnknownCommand{};
}

std::string refuse_unknown(std::string_view line) {
    return std::string(trim(line)) + " must be between 1 and 4";
}

std::string refuse_overlong(std::string_view start) {
    constexpr std::size_t shown = 64;
    return std::string(start.substr(0, shown)) + "... must be between 1 and 4";
}

std::string_view command_help() {
    return "1 to 4   launch that predefined pair of players now\n"
           "list     say which workers run, and how many wait\n"
           "kill K   stop worker K\n"
           "quit     stop the game\n"
           "help     say this\n";
}

}  // namespace game
