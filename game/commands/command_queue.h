/// CommandQueue: command lines on their way from the keyboard and the control clients to the
/// command handler.
#pragma once

#include "common/async/queue.h"
#include "common/async/semaphore.h"
#include "game/commands/command_reply.h"
#include "game/events/events.h"

#include <functional>
#include <memory>
#include <string>

namespace game {

struct CommandRequest {
    std::string text;  ///< without its newline; of an overlong line, its start
    bool is_overlong = false;
    CommandSource from = CommandSource::keyboard;

    /// Takes the answer to the command. Called exactly once for each command, also for one that is
    /// accepted without a word; never for an empty line. Owns, or shares, all that it uses, since
    /// the sender may be gone by then.
    std::function<void(const CommandReply&)> answer;

    /// Released once the command has been answered; null if the sender does not wait for that.
    std::shared_ptr<async::Semaphore> done;

    bool wants_members = false;  ///< of the reply
};

using CommandQueue = async::Queue<CommandRequest>;

}  // namespace game
