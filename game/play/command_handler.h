/// Commander: obeys the commands of the keyboard and of control clients.
#pragma once

#include "game/commands/command.h"
#include "game/commands/command_queue.h"
#include "game/play/scheduler.h"

#include <optional>
#include <string>

namespace game {

class Commander {
  public:
    /// All must outlive it. While an output is full, commands are still obeyed, up to some MiB of
    /// reports; then they wait.
    Commander(const WorkerServices& services, Scheduler& scheduler, CommandQueue& commands)
        : services_(services), scheduler_(scheduler), commands_(commands) {}

    /// Until it is stopped.
    async::Task<void> run();

  private:
    /// Obeys one command; returns why it is refused, if it is.
    class Obey;

    void report(const CommandRequest& request, const std::optional<std::string>& refusal);

    const WorkerServices& services_;
    Scheduler& scheduler_;
    CommandQueue& commands_;
};

}  // namespace game
