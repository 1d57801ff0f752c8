#include "game/play/command_inputs.h"

#include "common/text/visible_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace game {

namespace {

constexpr std::size_t command_queue_capacity = 64;

}  // namespace

CommandInputs::CommandInputs(async::Loop& loop, const WorkerServices& services,
                             Scheduler& scheduler)
    : loop_(loop),
      clients_buffer_(largest_client_piece),
      queue_(command_queue_capacity),
      handler_(services, scheduler, queue_) {}

void CommandInputs::add_keyboard(std::function<void(const CommandReply&)> answer) {
    keyboard_.emplace(loop_, STDIN_FILENO, queue_, std::move(answer));
}

std::unique_ptr<EventFeed> CommandInputs::add_clients(const ControlSocket& socket) {
    auto feed = std::make_unique<EventFeed>();
    control_.emplace(loop_, socket, clients_buffer_, queue_, *feed);
    return feed;
}

void CommandInputs::start(async::TaskGroup& tasks, async::TaskGroup& background) {
    if (keyboard_) tasks.start(keyboard_->run());
    tasks.start(handler_.run());
    if (control_) background.start(control_->run());
}

async::Task<void> CommandInputs::close_clients() {
    if (control_) {
        co_await control_->close();
    }
}

std::function<void(const CommandReply&)> answer_on_standard_error(Output& output) {
    const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
    return [&output, is_terminal](const CommandReply& reply) {
        std::string_view lines = reply.text;
        if (!is_terminal) {
            output.write(lines);
            return;
        }
        while (!lines.empty()) {
            const std::size_t size = std::min(lines.find('\n'), lines.size() - 1);
            output.write(common::visible(lines.substr(0, size)), "\n");
            lines.remove_prefix(size + 1);
        }
    };
}

}  // namespace game
