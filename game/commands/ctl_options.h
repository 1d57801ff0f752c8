/// The command line of `game ctl` (game-ctl(1)).
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace game {

struct CtlOptions {
    /// The text that `--help` or `--version` asks for. If there is one, nothing is sent.
    std::optional<std::string> help;
    std::filesystem::path socket;
    std::optional<std::string> command;  ///< none: commands come from standard input
    bool wants_json = false;
    std::chrono::microseconds timeout = std::chrono::seconds(10);  ///< for each answer
};

/// `argv[0]` is `ctl`. Options are read up to the first word of the command; everything from there
/// on is the command. Throws common::UsageError.
CtlOptions parse_ctl_options(int argc, const char* const* argv);

}  // namespace game
