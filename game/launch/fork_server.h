/// ForkServer: the process that starts all workers, and outlives `game` to clear up after it, as
/// `game` sees it.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/io/message_socket.h"
#include "game/launch/fork_messages.h"
#include "game/launch/launcher.h"
#include "game/launch/process_description.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include <sys/types.h>

namespace game {

/// How `game` finds out that the fork server is stuck: it does not answer within `ping_interval`,
/// so often in a row.
struct Watchdog {
    async::Duration ping_interval = std::chrono::seconds(1);
    int most_unanswered = 5;
};

/// The fork server as `game` sees it: a Launcher that sends requests to a process of its own (see
/// serve_forks). Owned by Game, which drives it with `run`; its children must not outlive it.
///
/// While it has asked for something that must be answered, it checks that the process still answers
/// at all. One that does not is killed, and lost: nothing can be started any more, and the
/// children, whose ends nobody reports, count as killed.
class ForkServer final : public Launcher {
  public:
    /// Takes our ends of the sockets, whose other ends process `pid`, a child that has not been
    /// waited for, serves. `loop` must outlive this.
    ForkServer(async::Loop& loop, ForkSockets sockets, pid_t pid, Watchdog watchdog = {});

    /// Says that the run is over, if no child is left.
    ~ForkServer() override;

    std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker,
                                  const StandardDescriptors& descriptors) override;

    /// As `launch`, for a process that is none of the plan.
    std::unique_ptr<Child> launch(const ProcessDescription& process,
                                  const StandardDescriptors& descriptors);

    /// Handles what the process reports, until stopped or it is lost.
    async::Task<void> run();

    /// Waits until the process is lost, if ever. What it has left behind is still to be killed.
    async::Task<void> wait_until_lost();

  private:
    class Process;

    async::Task<void> handle_replies(async::TaskGroup& tasks);
    async::Task<void> watch(async::TaskGroup& tasks);
    void handle(const async::MessageSocket::Message& message);
    void signal_by_ourselves();
    void post(const ForkRequest& request);
    void set_lost();

    async::Loop& loop_;
    async::MessageSocket socket_;
    async::MessageSocket start_socket_;
    async::MessageOutbox outbox_;
    async::MessageOutbox start_outbox_;
    pid_t pid_;
    Watchdog watchdog_;
    std::unordered_map<std::uint64_t, Process*> processes_;  ///< by the id of their requests
    std::uint64_t last_id_ = 0;
    std::uint64_t releases_ = 0;
    std::uint64_t last_ping_ = 0;
    std::uint64_t last_pong_ = 0;
    bool is_lost_ = false;
    int waiting_ = 0;         ///< children whose answer must come soon
    async::Condition asked_;  ///< `watch`, while there are none
    async::Condition losing_;
};

}  // namespace game
