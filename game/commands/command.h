/// This room reads what people type at the keyboard or send to the control socket (game(1)).
///
/// Begin here: CommandLines cuts a stream into lines, parse_command reads one line. Keyboard and
/// Control put the commands into one CommandQueue; play/ takes them from there and answers. A
/// client of Control (control_connection.h) may also send JSON (json_request.h), and subscribe to
/// events (event_feed.h). The client `game ctl` is here too (ctl.h), and so are the signals that
/// stop a run (stop_signals.h).
///
/// The room may use common, events, output and log. It decides nothing about workers.
#pragma once

#include "common/text/line_splitter.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>

namespace game {

/// The longest line that can be a command, in bytes.
inline constexpr std::size_t max_command_size = 4096;

/// A line without its newline. Of a line longer than max_command_size, only the start is kept.
struct CommandLine {
    std::string text;
    bool is_overlong = false;
};

/// Cuts a stream into command lines, wherever its reads begin and end. An overlong line counts as
/// one line.
class CommandLines {
  public:
    /// Returns the lines that `bytes` complete, in order.
    std::deque<CommandLine> feed(std::string_view bytes);

    /// Ends the stream. Returns the last line, if it has no newline.
    std::deque<CommandLine> finish();

  private:
    /// Called by the splitter with each piece of a line.
    void add(std::string_view piece, bool continued, std::deque<CommandLine>& complete);

    common::LineSplitter splitter_{max_command_size};
    CommandLine current_;  ///< an overlong line that has not ended; empty otherwise
};

struct LaunchCommand {
    int predef;  ///< 1 to 4
};
struct ListCommand {};
struct StatusCommand {};
struct KillCommand {
    std::string who;  ///< a worker's number or name; empty if none is given
};
struct StartCommand {
    std::string name;  ///< an entry's; empty if none is given
};
struct RestartCommand {
    std::string who;  ///< as in KillCommand
};
struct QuitCommand {};
struct HelpCommand {};
struct SubscribeCommand {};  ///< to the events of the run
struct EmptyCommand {};
struct UnknownCommand {};

using Command = std::variant<LaunchCommand, ListCommand, StatusCommand, KillCommand, StartCommand,
                             RestartCommand, QuitCommand, HelpCommand, SubscribeCommand,
                             EmptyCommand, UnknownCommand>;

/// Without the white space at both ends.
std::string_view trim(std::string_view text);

/// Reads a line without its newline. A line that is not a command is an UnknownCommand.
Command parse_command(std::string_view line);

/// Why an UnknownCommand is refused: `frobnicate: no such command; try help`, or for a number
/// `7 must be between 1 and 4`.
std::string refuse_unknown(std::string_view line);

/// Why an overlong line, which begins with `start`, is refused.
std::string refuse_overlong(std::string_view start);

/// The answer to `help`: one line for each command, with its newline.
std::string_view command_help();

}  // namespace game
