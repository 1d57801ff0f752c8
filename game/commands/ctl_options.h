/// The command line of `game ctl` (game-ctl(1)).
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace game {

struct CtlOptions {
    /// The text that `--help` or `--version` asks for. If there is one, nothing is sent.
    std::optional<std::string> help;
    std::filesystem::path socket;
    std::optional<std::string> command;  ///< none: commands come from standard input
    bool wants_json = false;
    std::optional<std::chrono::microseconds> timeout;  ///< for each answer; may be not given
};

/// How long to wait for the connection, and until a command has been sent.
std::chrono::microseconds connect_timeout(const CtlOptions& options);

/// How long to wait for the answer to `command`; 0 is for ever. That to `restart` comes when the
/// old worker has ended, and only the game knows how long that may take.
std::chrono::microseconds answer_timeout(const CtlOptions& options, std::string_view command);

/// `argv[0]` is `ctl`. Options are read up to the first word of the command; everything from there
/// on is the command. Throws common::UsageError.
CtlOptions parse_ctl_options(int argc, const char* const* argv);

}  // namespace game
