/// Commander: obeys the commands of the keyboard and of control clients.
#pragma once

#include "game/command.h"
#include "game/command_request.h"
#include "game/output.h"
#include "game/scheduler.h"

#include <optional>
#include <string>

namespace game {

class Commander {
  public:
    /// All must outlive it. What is reported ends up in `output`: while that is full, commands are
    /// still obeyed, up to a mebibyte of reports; then they wait.
    Commander(const WorkerServices& services, Scheduler& scheduler, CommandQueue& commands,
              Output& output)
        : services_(services), scheduler_(scheduler), commands_(commands), output_(output) {}

    /// Until it is stopped.
    async::Task<void> run();

  private:
    /// Obeys one command; returns why it is refused, if it is.
    class Obey;

    void report(const CommandRequest& request, const std::optional<std::string>& refusal);

    const WorkerServices& services_;
    Scheduler& scheduler_;
    CommandQueue& commands_;
    Output& output_;
};

}  // namespace game
