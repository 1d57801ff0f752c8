#include "game/commands/command.h"

#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

/// The lines of `bytes`, read `step` bytes at a time; an overlong one ends in "...".
std::vector<std::string> lines_of(std::string_view bytes, std::size_t step) {
    CommandLines splitter;
    std::vector<std::string> lines;
    const auto add = [&lines](const std::deque<CommandLine>& complete) {
        for (const CommandLine& line : complete)
            lines.push_back(line.text.substr(0, 10) + (line.is_overlong ? "..." : ""));
    };
    for (std::size_t at = 0; at < bytes.size(); at += step)
        add(splitter.feed(bytes.substr(at, step)));
    add(splitter.finish());
    return lines;
}

template <class T>
bool is(std::string_view line) {
    return std::holds_alternative<T>(parse_command(line));
}

}  // namespace

TEST_CASE("a stream of commands is cut into lines, however it is read") {
    const std::string overlong(max_command_size + 1, 'x');
    const std::string text = "list\nkill 1\r\n\n" + overlong + "\nquit";
    const std::vector<std::string> expected = {"list", "kill 1", "", "xxxxxxxxxx...", "quit"};
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, text.size()})
        CHECK(lines_of(text, step) == expected);
    CHECK(lines_of("", 1).empty());
    CHECK(lines_of("list\n", 5) == std::vector<std::string>{"list"});
}

TEST_CASE("a line of the greatest length is a command, and one more byte makes it overlong") {
    const std::string longest(max_command_size, 'x');
    CHECK(lines_of(longest + '\n', 1000) == std::vector<std::string>{"xxxxxxxxxx"});
    CHECK(lines_of(longest + "\r\n", 1000) == std::vector<std::string>{"xxxxxxxxxx"});
    CHECK(lines_of(longest + "xx\n", 1000) == std::vector<std::string>{"xxxxxxxxxx..."});
    const std::string twice(2 * max_command_size + 1, 'x');
    CHECK(lines_of(twice + "\nlist\n", 1000) == std::vector<std::string>{"xxxxxxxxxx...", "list"});
}

TEST_CASE("commands are read from lines") {
    CHECK(std::get<LaunchCommand>(parse_command(" 3 ")).predef == 3);
    CHECK(is<ListCommand>("list"));
    CHECK(is<QuitCommand>("\tquit\r"));
    CHECK(is<HelpCommand>("help"));
    CHECK(is<SubscribeCommand>("subscribe"));
    CHECK(is<EmptyCommand>(" \t"));
    CHECK(is<StatusCommand>("status"));
    CHECK(std::get<KillCommand>(parse_command("kill \t12")).who == "12");
    CHECK(std::get<KillCommand>(parse_command("kill predef 1\r")).who == "predef 1");
    CHECK(std::get<KillCommand>(parse_command("kill")).who.empty());
    CHECK(std::get<StartCommand>(parse_command("start  a  b ")).name == "a  b");
    CHECK(std::get<StartCommand>(parse_command("start\t")).name.empty());
    CHECK(std::get<RestartCommand>(parse_command("restart 3")).who == "3");
    for (const char* const unknown :
         {"0", "5", "33", "List", "quit now", "killer 1", "kill-1", "restarted", "list 1"})
        CHECK(is<UnknownCommand>(unknown));
}

TEST_CASE("a whole number is refused with the numbers there are, all else with help") {
    for (const std::string number : {"7", "0", "-1", "+5", "99999999999999999999"})
        CHECK(refuse_unknown(" " + number + "\r") == number + " must be between 1 and 4");
    for (const std::string other : {"frobnicate", "1.5", "-", "1 2", "0x1", "a  b"})
        CHECK(refuse_unknown("\t" + other) == other + ": no such command; try help");
    CHECK(refuse_overlong("xyz") == "xyz... (longer than 4096 bytes): no such command; try help");
    CHECK(refuse_overlong(std::string(max_command_size, '7')).size() < 150);
}

TEST_CASE("help has a line for each command") {
    const std::string help(command_help());
    for (const char* const command :
         {"1 to 4", "list", "status", "kill K", "start NAME", "restart K", "quit", "help"})
        CHECK(("\n" + help).find("\n" + std::string(command) + ' ') != std::string::npos);
}
