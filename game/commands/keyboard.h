/// Keyboard: reads commands from standard input.
#pragma once

#include "common/async/task.h"
#include "common/io/input.h"
#include "game/commands/command_queue.h"

#include <functional>

namespace game {

/// Cuts standard input into lines and queues each as a command. It never waits for an answer.
/// Owned by the game, which runs it as a task.
class Keyboard {
  public:
    /// Reads `descriptor`, which stays the caller's. `loop` and `commands` must outlive this.
    /// `answer` takes the answers to the commands.
    Keyboard(async::Loop& loop, int descriptor, CommandQueue& commands,
             std::function<void(const CommandReply&)> answer);

    /// Until the end of input, or until stopped.
    async::Task<void> run();

  private:
    async::Input input_;
    CommandQueue& commands_;
    std::function<void(const CommandReply&)> answer_;
};

}  // namespace game
