/// This room looks at a logged match again: it lets a referee play it once more, or asks a bot once
/// more (game-match(5)).
///
/// Verification (verification.h) compares what a referee says to the logged moves with what the log
/// has. Conversation (conversation.h) makes the messages that a worker was sent, and finds what its
/// players answered; Comparison (comparison.h) compares the answers of another bot with them. These
/// three are passive, or know interfaces only, and are tested without a process. LogFile
/// (log_file.h) reads the log. The functions of this header, verify and ask, are what
/// `game --verify` and `game --ask` do; a bot in a debugger is in debugger.h.
///
/// The room may use match, rules, launch, log, scenario, commands and events.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace game {

struct VerifySettings {
    std::filesystem::path log;
    std::vector<std::string> launcher;  ///< put in front of a referee's command
};

struct AskSettings {
    std::filesystem::path log;
    std::string player;
    std::optional<std::uint64_t> turn;  ///< the last one that the bot is told; none: all
    std::vector<std::string> command;   ///< a program and its arguments; empty: print the messages
    std::vector<std::string> launcher;  ///< put in front of it
};

/// How that went. What there is to say has been written.
struct ReviewResult {
    int exit_code;
    std::optional<int> signal;  ///< the one that ended it
};

/// Verifies all matches of a log. Throws common::UsageError if it cannot be opened.
ReviewResult verify(const VerifySettings& settings);

/// Asks a bot, and compares its answers. Throws common::UsageError if the log cannot be opened, or
/// has no such player or turn; std::system_error if the command cannot be started.
ReviewResult ask(const AskSettings& settings);

}  // namespace game
