#include "game/commands/ctl_options.h"

#include "common/command_line.h"
#include "common/text/number.h"
#include "game/commands/command.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace game {

namespace {

constexpr const char* ctl_description =
    "Sends commands to a game that was started with --control, and prints its answers.\n"
    "Without a COMMAND, reads commands from standard input, one on each line.";

constexpr const char* ctl_examples =
    "Examples:\n"
    "  game ctl ./control list                 List the running workers\n"
    "  game ctl ./control restart web          Restart the worker named web\n"
    "  game ctl --json ./control status        Print the answer as JSON\n"
    "  game ctl ./control subscribe            Print all events until the game ends";

constexpr std::string_view timeout_name = "--timeout";

/// The index of the first word of the command, or `argc`. It is the second argument that is neither
/// an option nor the value of one.
int find_command(int argc, const char* const* argv) {
    bool has_socket = false;
    bool are_options_over = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const bool is_option = !are_options_over && argument.size() > 1 && argument[0] == '-';
        if (!is_option) {
            if (has_socket) return i;
            has_socket = true;
        } else if (argument == "--") {
            are_options_over = true;
        } else if (argument == timeout_name) {
            ++i;
        }
    }
    return argc;
}

std::chrono::microseconds read_timeout(const std::string& text) {
    constexpr double longest = 1e9;
    const double seconds = common::positive_number(text);
    const std::chrono::duration<double> timeout(std::min(seconds, longest));
    // 0 would mean no limit.
    return std::max(std::chrono::ceil<std::chrono::microseconds>(timeout),
                    std::chrono::microseconds(1));
}

std::string join(int count, const char* const* words) {
    std::string line;
    for (int i = 0; i < count; ++i) {
        if (i > 0) line += ' ';
        line += words[i];
    }
    return line;
}

bool is_restart(std::string_view command) {
    return std::holds_alternative<RestartCommand>(parse_command(command));
}

}  // namespace

std::chrono::microseconds connect_timeout(const CtlOptions& options) {
    constexpr std::chrono::seconds standard(10);
    return options.timeout.value_or(standard);
}

std::chrono::microseconds answer_timeout(const CtlOptions& options, std::string_view command) {
    constexpr std::chrono::microseconds for_ever(0);
    return !options.timeout && is_restart(command) ? for_ever : connect_timeout(options);
}

CtlOptions parse_ctl_options(int argc, const char* const* argv) {
    CtlOptions options;
    CLI::App app(ctl_description, "game ctl");
    app.footer(ctl_examples);
    common::add_single(app, "SOCKET", "", "The path that --control was given",
                       [&options](const std::string& text) { options.socket = text; });
    common::add_single(app, "COMMAND", "...",
                       "A command and its words, such as: list, kill web, help", {});
    common::add_switch(app, "--json", "Print each answer as a line of JSON",
                       [&options] { options.wants_json = true; });
    common::add_single(
        app, std::string(timeout_name), "S",
        "How many seconds to wait for an answer; default: 10, but for restart",
        [&options](const std::string& text) { options.timeout = read_timeout(text); });
    common::add_help_and_version(app, "game " GAME_VERSION);
    const int command = find_command(argc, argv);
    options.help = common::parse_command_line(app, command, argv);
    if (options.help) return options;
    if (options.socket.empty()) {
        throw common::UsageError("SOCKET", "got nothing, takes the path of a socket (see --help)");
    }
    if (command < argc) options.command = join(argc - command, argv + command);
    return options;
}

}  // namespace game
