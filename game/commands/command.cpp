#include "game/commands/command.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace game {

namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";

/// What follows the word `command` in `text`, trimmed; nothing if `text` is another command.
std::optional<std::string> argument_of(std::string_view command, std::string_view text) {
    if (!text.starts_with(command)) return std::nullopt;
    const std::string_view rest = text.substr(command.size());
    if (!rest.empty() && white_space.find(rest.front()) == std::string_view::npos) {
        return std::nullopt;
    }
    return std::string(trim(rest));
}

bool is_whole_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

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
    if (text == "status") return StatusCommand{};
    if (text == "quit") return QuitCommand{};
    if (text == "help") return HelpCommand{};
    if (text == "subscribe") return SubscribeCommand{};
    if (auto who = argument_of("kill", text)) return KillCommand{std::move(*who)};
    if (auto name = argument_of("start", text)) return StartCommand{std::move(*name)};
    if (auto who = argument_of("restart", text)) return RestartCommand{std::move(*who)};
    return UnknownCommand{};
}

std::string refuse_unknown(std::string_view line) {
    const std::string_view text = trim(line);
    const bool is_number = is_whole_number(text);
    return std::string(text).append(is_number ? " must be between 1 and 4"
                                              : ": no such command; try help");
}

std::string refuse_overlong(std::string_view start) {
    constexpr std::size_t shown = 64;
    return std::string(start.substr(0, shown)) +
           "... (longer than 4096 bytes): no such command; try help";
}

std::string_view command_help() {
    return "1 to 4      launches that predefined pair of players now\n"
           "list        lists the running workers and how many wait\n"
           "status      lists these, what is still planned, and how ended workers ended\n"
           "kill K      stops worker K: a number, or a name for all workers of that name\n"
           "start NAME  launches the entry NAME of the script now\n"
           "restart K   stops worker K, then launches its entry again\n"
           "quit        stops the run\n"
           "subscribe   sends the events of the run from now on; only on a control socket\n"
           "help        lists these commands\n";
}

}  // namespace game
