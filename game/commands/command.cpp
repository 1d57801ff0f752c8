#include "game/commands/command.h"

#include "common/text/number.h"

#include <utility>

namespace game {

namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

constexpr std::uint64_t no_worker = 0;

}  // namespace

std::deque<CommandLine> CommandLines::feed(std::string_view bytes) {
    std::deque<CommandLine> complete;
    splitter_.feed(
        bytes, [&](std::string_view piece, bool continued) { add(piece, continued, complete); });
    return complete;
}

std::deque<CommandLine> CommandLines::finish() {
    std::deque<CommandLine> complete;
    splitter_.finish(
        [&](std::string_view piece, bool continued) { add(piece, continued, complete); });
    return complete;
}

void CommandLines::add(std::string_view piece, bool continued, std::deque<CommandLine>& complete) {
    if (current_.text.empty()) current_.text = piece;
    current_.is_overlong = current_.is_overlong || continued;
    if (continued) return;
    complete.push_back(std::move(current_));
    current_ = CommandLine();
}

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
    if (text == "subscribe") return SubscribeCommand{};
    if (text.starts_with("kill ") || text.starts_with("kill\t")) {
        return KillCommand{common::read_whole_number(trim(text.substr(5))).value_or(no_worker)};
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
    return "1 to 4   launches that predefined pair of players now\n"
           "list     lists the running workers and how many wait\n"
           "kill K   stops worker K\n"
           "quit     stops the game\n"
           "help     lists these commands\n";
}

}  // namespace game
