/// CommandHandler: carries out the commands of the keyboard and of control clients.
#pragma once

#include "game/commands/command.h"
#include "game/commands/command_queue.h"
#include "game/play/scheduler.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// Takes commands from the queue, one after the other, and carries them out by means of the
/// Scheduler. Each command is reported, with the reason if it was refused. Answers go to whoever
/// sent the command. Game owns it, and runs it beside the workers.
///
/// While an output is full, commands are still carried out, up to some MiB of reports.
class CommandHandler {
  public:
    /// All must outlive it.
    CommandHandler(const WorkerServices& services, Scheduler& scheduler, CommandQueue& commands)
        : services_(services), scheduler_(scheduler), commands_(commands) {}

    /// Runs until it is stopped.
    async::Task<void> run();

  private:
    class Execute;

    /// A `restart` whose sender wants the numbers of the new workers, and so is answered when they
    /// are known.
    struct PendingRestart {
        CommandRequest request;
        std::size_t awaited = 0;              ///< workers that are being stopped
        std::vector<std::uint64_t> launched;  ///< in place of others
    };

    void execute(const Command& command, CommandRequest request);
    void relaunched(PendingRestart& pending, std::optional<std::uint64_t> number);
    void report(const CommandRequest& request, const std::optional<std::string>& refusal);

    const WorkerServices& services_;
    Scheduler& scheduler_;
    CommandQueue& commands_;
    std::vector<std::shared_ptr<PendingRestart>> pending_;
};

}  // namespace game
