/// JSON on the control socket: requests such as `{"command":"kill web"}`, and their answers
/// (game(1)).
#pragma once

#include "game/commands/command_reply.h"

#include <optional>
#include <string>
#include <string_view>

namespace game {

/// A request as it was read.
struct JsonRequest {
    std::string command;      ///< the command line; the request itself if there is a `problem`
    std::string id;           ///< the value of `id`, as it was sent; empty if there is none
    bool wants_text = false;  ///< the answer for people, where there is one
    std::optional<std::string> problem;  ///< why the request cannot be used, if it cannot
};

/// True for a line that is a request in JSON, or is meant to be one.
bool is_json_request(std::string_view line);

/// Reads a line. Whatever it is, the result is a request; one that cannot be used has a `problem`.
JsonRequest read_json_request(std::string_view line);

/// The request for a line that is too long to be read, which begins with `start`.
JsonRequest overlong_json_request(std::string_view start);

/// The line that answers `request`, with its newline.
std::string format_json_reply(const JsonRequest& request, const CommandReply& reply);

}  // namespace game
