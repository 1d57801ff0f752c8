/// ForkServer: the process that starts all workers, and outlives `game` to clear up after it.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/io/message_socket.h"
#include "game/launch/launcher.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace game {

/// Says how worker number `worker` of entry number `entry` is started; called in the fork server's
/// process. May throw std::system_error.
using MakeOptions = std::function<async::ProcessOptions(std::size_t entry, std::uint64_t worker)>;

/// Serves the other end of `socket` in this process, which should be a fork of `game` made for it,
/// with all signals blocked: starts what is asked for, and tells the ends. When the other end is
/// gone, however that came, it kills every descendant, and returns.
///
/// The workers are this process' children, and their orphans fall to it: so when `game` is killed
/// outright, somebody is left who knows them all. Its memory and its table of descriptors stay
/// small, so that starting a process stays cheap however many run.
void serve_forks(async::FileDescriptor socket, const MakeOptions& make_options);

/// The fork server as `game` sees it.
class ForkServer final : public Launcher {
  public:
    /// Takes one end of a MessageSocket pair; `loop` must outlive this.
    ForkServer(async::Loop& loop, async::FileDescriptor socket);

    std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker, int standard_output,
                                  int standard_error) override;

    /// Passes on what the server reports, until stopped or the server is gone.
    async::Task<void> run();

    /// Waits until the server's process has died, if ever: then nothing can be started any more,
    /// and the children, whose ends nobody reports, count as killed.
    async::Task<void> wait_until_lost();

  private:
    class Process;

    void handle(const async::MessageSocket::Message& message);

    async::Loop& loop_;
    async::MessageSocket socket_;
    std::unordered_map<std::uint64_t, Process*> processes_;  ///< by worker
    bool is_lost_ = false;
    async::Condition changed_;
};

}  // namespace game
