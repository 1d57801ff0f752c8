/// Agent: the far end of a connection to a host.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/hosts/agent_worker.h"
#include "game/hosts/frame_sender.h"
#include "game/hosts/frames.h"
#include "game/hosts/streams.h"
#include "game/launch/fork_server.h"
#include "game/launch/fork_server_process.h"
#include "game/output/output.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

namespace game {

/// Starts what the near end asks for, until that says goodbye. If it goes without, was not heard
/// for five seconds, or cannot be told anything any more, everything that was started is ended.
/// Owned by `run_agent`, which awaits `run`.
class Agent final : private AgentLink {
  public:
    /// Speaks on the descriptors 0 and 1. `loop` and `fork_server`, which the caller does not
    /// drive, must outlive it.
    Agent(async::Loop& loop, ForkServer& fork_server);
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    /// Returns whether the near end has said goodbye.
    async::Task<bool> run();

  private:
    void post(FrameKind kind, std::uint64_t id, std::string_view payload) override;
    async::Loop& loop() override { return loop_; }
    SourceGate& gate() override { return gate_; }

    void handle(const Frame& frame);
    void start(const Frame& frame);

    async::Task<void> serve_until_over();
    async::Task<void> read_frames();
    async::Task<void> beat();
    async::Task<void> open_gate();
    async::Task<void> supervise(std::uint64_t id);
    async::Task<void> end_workers();
    async::Task<void> watch_fork_server();
    async::Task<void> finish();

    async::Loop& loop_;
    ForkServer& fork_server_;
    async::Input input_;
    Output output_;
    FrameSender sender_;
    SourceGate gate_;
    FrameReceiver receiver_;
    std::map<std::uint64_t, std::unique_ptr<AgentWorker>> workers_;
    std::optional<async::TaskGroup> tasks_;  ///< all but what the workers need to end
    std::optional<async::TaskGroup> worker_tasks_;
    bool is_heard_ = false;
    bool is_over_ = false;  ///< the near end is gone, or has said goodbye
    bool has_bye_ = false;
    async::Condition over_;
    async::Condition worker_ended_;
};

/// Runs an agent in this process, with a fork server, which gets `find_body`. Returns the exit
/// code. Throws std::system_error.
int run_agent(const FindBody& find_body);

/// The option that makes `game` one.
inline constexpr const char* agent_option = "--agent";

}  // namespace game
