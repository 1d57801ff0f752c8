/// WebServer: the process of `--serve`, as a run sees it.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/input.h"
#include "common/io/pipe_reader.h"
#include "common/io/read_buffer.h"
#include "common/listening_address.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/output/output.h"
#include "game/play/people.h"
#include "game/play/web_feed.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace game {

/// What it needs. Everything that this refers to must outlive it.
struct WebServices {
    async::Loop& loop;
    Launcher& launcher;
    const LaunchPlan& plan;                        ///< with the server's command
    std::function<void(const std::string&)> warn;  ///< takes a message for the operator

    /// Lets somebody take part in the match; null if nobody can.
    std::function<std::variant<std::uint64_t, JoinRefusal>(const std::string& name)> join = nullptr;
};

/// A socket that listens there. Throws common::UsageError.
async::FileDescriptor listen_for_spectators(const common::ListeningAddress& address);

/// For the operator, of such a socket: `watch at http://127.0.0.1:41234/`.
std::string watch_message(int listening);

/// Launches `game-web` and sends it the events of the run. Nothing that it does holds the run up:
/// what it does not read in time, it misses, and if it ends, the run goes on. Game and Replay own
/// one.
///
/// The process has a Unix socket to us as descriptor 0, for both ways, and the listening socket as
/// descriptor 1. To us it writes JSON objects, one a line: `{"join":1,"name":"zoe"}` asks for a
/// worker for a person. The answer comes among the events: `{"event":"seat","join":1,"worker":7}`,
/// or with `"refused":"why"`. At the end of its input it sends what is left to its clients, and
/// ends.
class WebServer {
  public:
    /// `listening` is the socket at which it takes connections. Throws std::system_error.
    WebServer(const WebServices& services, std::unique_ptr<WebFeed> feed, int listening);

    /// Runs the process until it has ended, or this is stopped; then it is killed.
    async::Task<void> run();

    /// The run is over: sends what is left, and waits for the end of the process, for two seconds
    /// at most. `run` ends with it.
    async::Task<void> finish();

  private:
    void launch();
    async::Task<void> wait_for_end();
    async::Task<void> send_events();
    async::Task<void> take_requests();
    void take_request(std::string_view line);
    async::Task<void> relay_errors();
    async::Task<void> wait_until_ended();

    WebServices services_;
    std::unique_ptr<WebFeed> feed_;
    int listening_;
    async::FileDescriptor socket_;  ///< our end
    async::ReadBuffer buffer_;      ///< its own: it is read while an output is slow
    std::optional<Output> output_;  ///< to the process
    std::optional<async::Input> input_;
    std::optional<async::PipeReader> errors_;
    std::unique_ptr<Child> child_;
    std::optional<async::TaskGroup> tasks_;    ///< all that `run` does
    std::optional<async::TaskGroup> sending_;  ///< of events
    bool is_finishing_ = false;
    bool has_ended_ = false;
    async::Condition ended_;
    async::Condition finishing_;
};

}  // namespace game
