/// This room starts the processes of workers, and leaves none of them behind.
///
/// Launcher and Child, here, are what the code that supervises workers sees. ForkServer is the
/// Launcher of a real run: it sends each request to a process of its own, forked while `game` was
/// small, whose children the workers are (fork_service.cpp). A launch plan is the program,
/// its arguments, environment and folder for an entry of the script. The process tree finds and
/// ends every descendant.
///
/// The room may use common and scenario.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/io/process.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/types.h>

namespace game {

/// How a worker's process ended.
struct ChildEnd {
    async::ProcessEnd process;
    async::TimePoint time;  ///< when it ended, however late that is reported
    bool is_lost = false;   ///< nobody can tell how it ended: the process that started it is gone
};

/// One worker's process, and what it left behind. Owned by its Worker. Its destructor kills
/// whatever is left of the process group; from then on nothing is signalled by its number, which
/// another process may get. It may be destroyed before the process has started: what is started
/// then is killed at once.
class Child {
  public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    virtual ~Child() = default;

    /// Waits until the process has started, and returns its id. Throws std::system_error if it
    /// could not be started.
    virtual async::Task<pid_t> wait_until_started() = 0;

    /// When it was started; it may have been running since. Once it has started.
    virtual async::TimePoint start_time() const = 0;

    /// Waits until the process has ended. Its descendants may still live.
    virtual async::Task<void> wait_until_ended() = 0;

    /// Once it has ended.
    virtual const ChildEnd& end() const = 0;

    /// Asks the process group, and descendants in other sessions, to end: SIGTERM, then SIGCONT.
    /// Returns the error if the process may not be signalled (EPERM). Once it has started.
    virtual std::error_code terminate() = 0;

    /// Kills whatever is left of it: process group and descendants in other sessions. Returns the
    /// error if the process may not be signalled. Once it has started.
    virtual std::error_code kill() = 0;

    /// Waits until the process has ended, and all that it left behind as well. After `terminate`.
    virtual async::Task<void> wait_until_gone() = 0;

    /// Once it has ended: waits until what it has written lies in its output pipes, or has been
    /// read from there. Of what it left behind, that may take a moment longer. For a process of
    /// this machine that is at once.
    virtual async::Task<void> wait_for_outputs() { co_return; }

    /// The name of the host that it runs on, once it has started; empty if there are no hosts.
    virtual std::string_view host() const { return {}; }
};

/// Why a process could not be started, in words that were found where it was tried.
class StartFailure final : public std::system_error {
  public:
    StartFailure(const std::error_code& error, std::string words)
        : std::system_error(error), words_(std::move(words)) {}

    const std::string& words() const { return words_; }

  private:
    std::string words_;
};

/// The descriptors that a process gets as 0, 1 and 2. No standard input means /dev/null.
struct StandardDescriptors {
    int input = -1;
    int output;
    int error;
};

/// Starts processes of workers. The fork server is one; tests bring their own.
class Launcher {
  public:
    Launcher() = default;
    Launcher(const Launcher&) = delete;
    Launcher& operator=(const Launcher&) = delete;
    virtual ~Launcher() = default;

    /// Asks for the start of worker `worker` of entry `entry` of the plan, with duplicates of the
    /// descriptors. The launcher must outlive the child.
    virtual std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker,
                                          const StandardDescriptors& descriptors) = 0;

    /// False if a worker that is launched now would have to wait until there is a place for it.
    virtual bool has_room() const { return true; }

    /// Waits until there is a place for one more worker.
    virtual async::Task<void> wait_for_room() { co_return; }
};

}  // namespace game
