/// CommandRequest: a line that somebody typed or sent, on its way to being obeyed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/async/queue.h"
#include "game/events.h"

namespace game {

struct CommandRequest {
    std::string text;  ///< without its newline; of an overlong line, its start
    bool is_overlong = false;
    CommandSource from = CommandSource::keyboard;
    /// Takes what is said to whoever gave the command, whole lines; may be called while, and after,
    /// the command is obeyed.
    std::function<void(std::string_view)> answer;
};

using CommandQueue = async::Queue<CommandRequest>;

}  // namespace game
