#include "game/commands/keyboard.h"

#include "game/commands/command.h"

#include <array>
#include <utility>

namespace game {

Keyboard::Keyboard(async::Loop& loop, int descriptor, CommandQueue& commands,
                   std::function<void(const CommandReply&)> answer)
    : input_(loop, descriptor), commands_(commands), answer_(std::move(answer)) {}

async::Task<void> Keyboard::run() {
    CommandLines splitter;
    std::array<char, 4096> buffer{};
    for (bool at_end = false; !at_end;) {
        const std::size_t count = co_await input_.read(buffer);
        at_end = count == 0;
        const std::string_view bytes(buffer.data(), count);
        std::deque<CommandLine> lines = at_end ? splitter.finish() : splitter.feed(bytes);
        for (CommandLine& line : lines) {
            CommandRequest request{std::move(line.text), line.is_overlong, CommandSource::keyboard,
                                   answer_, nullptr};
            co_await commands_.push(std::move(request));
        }
    }
}

}  // namespace game
