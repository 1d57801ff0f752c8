/// CommandReply: the answer to the sender of a command.
#pragma once

#include <optional>
#include <string>

namespace game {

/// The answer to one command, for people and for programs. The sender chooses what it passes on.
struct CommandReply {
    std::string text;                    ///< for people: whole lines, or nothing
    std::optional<std::string> refusal;  ///< why it is refused: one line, without its newline

    /// For programs: the members of a JSON object, without its braces, such as `"worker":5`.
    /// Valid JSON in UTF-8 on one line. Empty if there is nothing to tell, if the command is
    /// refused, and if CommandRequest::wants_members is false.
    std::string members;
};

}  // namespace game
