/// ForkServer: the process that starts all workers, and outlives `game` to clear up after it.
#pragma once

#include "common/async/async.h"
#include "common/io/message_socket.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include <sys/types.h>

namespace game {

/// Says how worker number `worker` of entry number `entry` is started; called in the fork server's
/// process. May throw std::system_error.
using Recipe = std::function<async::ProcessOptions(std::size_t entry, std::uint64_t worker)>;

/// Serves the other end of `socket` in this process, which should be a fork of `game` made for it,
/// with all signals blocked: starts what is asked for, and tells the ends. When the other end is
/// gone, however that came, it kills every descendant, and returns.
///
/// The workers are this process' children, and their orphans fall to it: so when `game` is killed
/// outright, somebody is left who knows them all. Its memory and its table of descriptors stay
/// small, so that starting a process stays cheap however many run.
void serve_forks(async::FileDescriptor socket, const Recipe& recipe);

/// The fork server as `game` sees it.
class ForkServer {
  public:
    class Child;

    /// Takes one end of a MessageSocket pair; `loop` must outlive this.
    ForkServer(async::Loop& loop, async::FileDescriptor socket);

    /// Passes on what the server tells, until stopped or the server is gone.
    async::Task<void> run();

    /// Waits until the server's process has died, if ever: then nothing can be started any more,
    /// and the children, whose ends nobody tells, count as killed.
    async::Task<void> lost();

  private:
    void arrived(const async::MessageSocket::Message& message);

    async::MessageSocket socket_;
    std::unordered_map<std::uint64_t, Child*> children_;  ///< by worker
    bool is_gone_ = false;
    async::Condition losing_;
};

/// One worker's process, as `game` sees it. Owned by its worker.
class ForkServer::Child {
  public:
    /// Asks for the start of worker `worker` of entry `entry`; its outputs are duplicates of the
    /// two descriptors. `server` must outlive it.
    Child(ForkServer& server, std::size_t entry, std::uint64_t worker, int standard_output,
          int standard_error);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();

    /// Waits until it has started, and returns its process id. Throws std::system_error if it could
    /// not be started.
    async::Task<pid_t> started();

    /// When it was started; it may have been running since. Once `started` has come back.
    async::TimePoint start_time() const { return start_time_; }

    /// Waits until it has ended.
    async::Task<void> ended();

    /// Once it has ended.
    const async::ProcessEnd& end() const { return *end_; }

    /// Sends `signal` to its process group, if something is left of it, and to the process itself
    /// if it has left that. Only once it has started.
    void signal_group(int signal) const;

  private:
    friend class ForkServer;
    void lost();

    ForkServer& server_;
    std::uint64_t worker_;
    std::optional<pid_t> pid_;
    async::TimePoint start_time_;
    std::optional<int> error_;
    std::optional<async::ProcessEnd> end_;
    async::Condition waiting_;
};

}  // namespace game
