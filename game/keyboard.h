/// Keyboard: reads commands from standard input.
#pragma once

#include <functional>
#include <string_view>

#include "common/async/async.h"
#include "common/async/input.h"
#include "game/command_request.h"

namespace game {

class Keyboard {
  public:
    /// Reads `descriptor`, which stays the caller's, as must all others outlive this. `answer` takes
    /// what is said to the one at the keyboard.
    Keyboard(async::Loop& loop, int descriptor, CommandQueue& commands,
             std::function<void(std::string_view)> answer);

    /// Until the end of input, or until stopped.
    async::Task<void> run();

  private:
    async::Input input_;
    CommandQueue& commands_;
    std::function<void(std::string_view)> answer_;
};

}  // namespace game
