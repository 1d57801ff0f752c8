/// ControlConnection: the connection of one client of the control socket.
#pragma once

#include "common/async/async.h"
#include "common/io/pipe_reader.h"
#include "game/commands/command.h"
#include "game/commands/command_queue.h"
#include "game/commands/event_feed.h"
#include "game/output/output.h"

#include <memory>
#include <optional>

namespace game {

/// Reads a client's requests, has them handled one after the other, and sends the answers; and,
/// once the client has subscribed, the events. A request is a command line, or a JSON object.
///
/// Control owns it, together with the requests that have not been handled.
class ControlConnection : public std::enable_shared_from_this<ControlConnection> {
  public:
    /// All but `connection` must outlive it.
    ControlConnection(async::Loop& loop, async::FileDescriptor connection,
                      async::ReadBuffer& buffer, CommandQueue& commands, EventFeed& feed);

    /// Serves the client until it leaves, or `stoppable` is asked to stop. Then sends what is left,
    /// as long as the client reads: no answer is cut, and a subscriber gets every event so far.
    async::Task<void> run(async::TaskContext stoppable);

  private:
    async::Task<void> talk(async::TaskContext stoppable, async::TaskGroup& connection);
    async::Task<void> handle_requests(async::TaskGroup& talking);
    async::Task<void> stop_on_failure(async::TaskGroup& talking);
    async::Task<void> send_events();
    async::Task<void> send_rest();
    async::Task<void> flush();
    CommandRequest empty_request();
    CommandRequest make_request(CommandLine line);
    CommandRequest make_json_request(const CommandLine& line);
    bool has_hung_up() const;

    async::Loop& loop_;
    CommandQueue& commands_;
    EventFeed& feed_;
    int descriptor_;
    Output output_;
    async::PipeReader input_;
    async::Semaphore handled_{0};
    std::optional<EventFeed::Subscription> subscription_;
};

}  // namespace game
