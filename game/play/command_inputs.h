/// CommandInputs: where the commands to a run come from, and who carries them out.
#pragma once

#include "common/async/async.h"
#include "common/io/read_buffer.h"
#include "game/commands/command_queue.h"
#include "game/commands/command_reply.h"
#include "game/commands/control.h"
#include "game/commands/event_feed.h"
#include "game/commands/keyboard.h"
#include "game/output/output.h"
#include "game/play/command_handler.h"
#include "game/play/scheduler.h"

#include <functional>
#include <memory>
#include <optional>

namespace game {

/// The keyboard and the control clients of a run, the queue in which their commands wait, and the
/// CommandHandler. Owned by Game, which says what there is before it starts the tasks.
class CommandInputs {
  public:
    /// All must outlive it.
    CommandInputs(async::Loop& loop, const WorkerServices& services, Scheduler& scheduler);

    /// Commands are typed on standard input. `answer` takes what they are answered.
    void add_keyboard(std::function<void(const CommandReply&)> answer);

    /// Clients connect to `socket`, which must outlive this. Returns what they are told of the run,
    /// which must outlive this as well: an output.
    std::unique_ptr<EventFeed> add_clients(const ControlSocket& socket);

    /// Where else commands may be put.
    CommandQueue& queue() { return queue_; }

    /// The clients are served by a task of `background`, until they are closed.
    void start(async::TaskGroup& tasks, async::TaskGroup& background);

    /// Ends the service of the clients. To be awaited before `background` is joined.
    async::Task<void> close_clients();

  private:
    async::Loop& loop_;
    async::ReadBuffer clients_buffer_;
    CommandQueue queue_;  ///< holds clients, which use that buffer
    CommandHandler handler_;
    std::optional<Keyboard> keyboard_;
    std::optional<Control> control_;
};

/// Answers to the keyboard on standard error, which is `output`: they are no part of the run's
/// output. It must outlive the result.
std::function<void(const CommandReply&)> answer_on_standard_error(Output& output);

}  // namespace game
