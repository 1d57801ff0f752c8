/// CommandRequest: a line that somebody typed or sent, on its way to being obeyed.
#pragma once

#include "common/async/queue.h"
#include "game/events/events.h"

#include <memory>
#include <string>
#include <string_view>

namespace game {

/// Whoever gives commands, and hears of them.
class Correspondent {
  public:
    Correspondent() = default;
    Correspondent(const Correspondent&) = delete;
    Correspondent& operator=(const Correspondent&) = delete;
    virtual ~Correspondent() = default;

    /// Takes what is said in answer to a command: whole lines.
    virtual void answer(std::string_view lines) = 0;

    /// One command has been dealt with.
    virtual void obeyed() {}
};

struct CommandRequest {
    std::string text;  ///< without its newline; of an overlong line, its start
    bool is_overlong = false;
    CommandSource from = CommandSource::keyboard;
    std::shared_ptr<Correspondent> by;  ///< never null
};

using CommandQueue = async::Queue<CommandRequest>;

}  // namespace game
