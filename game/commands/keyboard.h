/// Keyboard: reads commands from standard input.
#pragma once

#include "common/async/async.h"
#include "common/io/input.h"
#include "game/commands/command_queue.h"

#include <memory>

namespace game {

class Keyboard {
  public:
    /// Reads `descriptor`, which stays the caller's. `loop` and `commands` must outlive this.
    /// `typist` is the one at the keyboard.
    Keyboard(async::Loop& loop, int descriptor, CommandQueue& commands,
             std::shared_ptr<Correspondent> typist);

    /// Until the end of input, or until stopped.
    async::Task<void> run();

  private:
    async::Input input_;
    CommandQueue& commands_;
    std::shared_ptr<Correspondent> typist_;
};

}  // namespace game
