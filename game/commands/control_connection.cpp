#include "game/commands/control_connection.h"

#include "game/commands/json_request.h"

#include <chrono>
#include <string>
#include <utility>

#include <poll.h>

namespace game {

namespace {

/// How long a client may read nothing of what is left for it when the game ends.
constexpr std::chrono::seconds rest_timeout(1);

/// How long that may take in all.
constexpr int max_rest_timeouts = 5;

}  // namespace

ControlConnection::ControlConnection(async::Loop& loop, async::FileDescriptor connection,
                                     async::ReadBuffer& buffer, CommandQueue& commands,
                                     EventFeed& feed)
    : loop_(loop),
      commands_(commands),
      feed_(feed),
      descriptor_(connection.get()),
      output_(loop, descriptor_, Overflow::keep()),
      input_(loop, std::move(connection), buffer) {}

/// A stop ends the talk, but not the sending of what has been answered.
async::Task<void> ControlConnection::run(async::TaskContext stoppable) {
    const async::TaskContext unstoppable{loop_, std::stop_token()};
    async::TaskGroup tasks(unstoppable);
    tasks.start(output_.run());
    tasks.start(talk(std::move(stoppable), tasks));
    co_await tasks.join();
}

async::Task<void> ControlConnection::talk(async::TaskContext stoppable,
                                          async::TaskGroup& connection) {
    async::TaskGroup talking(stoppable);
    talking.start(handle_requests(talking));
    talking.start(stop_on_failure(talking));
    try {
        co_await talking.join();
    } catch (const async::Cancelled&) {
        // On purpose: the game ends. What is left is sent below.
    }
    co_await flush();
    connection.stop();
}

/// Each command has to be handled, and its answer to find room, before the next one is queued: so a
/// client that does not read delays itself, and a client that reads late gets every answer.
async::Task<void> ControlConnection::handle_requests(async::TaskGroup& talking) {
    CommandLines splitter;
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await input_.read();
        at_end = bytes.empty();
        std::deque<CommandLine> lines = at_end ? splitter.finish() : splitter.feed(bytes);
        for (CommandLine& line : lines) {
            const bool had_subscription = subscription_.has_value();
            CommandRequest request = make_request(std::move(line));
            co_await commands_.push(std::move(request));
            co_await handled_.acquire();
            if (subscription_ && !had_subscription) talking.start(send_events());
            co_await output_.wait_for_room();
        }
    }
    if (subscription_ && !has_hung_up()) co_return;  // it has nothing more to say, but listens
    co_await output_.wait_until_drained();
    talking.stop();
}

/// A client whose answers cannot be sent would wait for them.
async::Task<void> ControlConnection::stop_on_failure(async::TaskGroup& talking) {
    co_await output_.wait_for_failure();
    talking.stop();
}

/// What is taken from the feed is sent before more is taken, so a client that does not read costs
/// little memory of its own.
async::Task<void> ControlConnection::send_events() {
    constexpr int pieces_per_turn = 8;
    for (;;) {
        for (int i = 0; i < pieces_per_turn; ++i) {
            co_await subscription_->wait();
            output_.write(subscription_->take());
            co_await output_.wait_until_drained();
        }
        co_await async::next_turn();
    }
}

/// Sends what is left, to a client that reads.
async::Task<void> ControlConnection::flush() {
    for (int i = 0; i < max_rest_timeouts; ++i) {
        const std::uint64_t sent_before = output_.bytes_written();
        async::Task<void> sending = send_rest();
        try {
            co_await async::with_timeout(rest_timeout, std::move(sending));
            co_return;
        } catch (const async::TimedOut&) {
            if (output_.bytes_written() == sent_before) co_return;
        }
    }
}

async::Task<void> ControlConnection::send_rest() {
    co_await output_.wait_until_drained();
    while (subscription_ && subscription_->has_more() && !output_.failure()) {
        output_.write(subscription_->take());
        co_await output_.wait_until_drained();
    }
}

CommandRequest ControlConnection::make_request(CommandLine line) {
    if (is_json_request(line.text)) return make_json_request(line);
    CommandRequest request = empty_request();
    request.text = std::move(line.text);
    request.is_overlong = line.is_overlong;
    request.answer = [self = shared_from_this()](const CommandReply& reply) {
        self->output_.write(reply.text);
        if (reply.refusal) self->output_.write(*reply.refusal, "\n");
    };
    return request;
}

CommandRequest ControlConnection::make_json_request(const CommandLine& line) {
    JsonRequest json =
        line.is_overlong ? overlong_json_request(line.text) : read_json_request(line.text);
    CommandRequest request = empty_request();
    request.text = json.command;
    request.problem = json.problem;
    request.wants_members = true;
    request.answer = [self = shared_from_this(),
                      json = std::move(json)](const CommandReply& reply) {
        self->output_.write(format_json_reply(json, reply));
    };
    return request;
}

/// What all requests of this client have in common.
CommandRequest ControlConnection::empty_request() {
    const std::shared_ptr<ControlConnection> self = shared_from_this();
    CommandRequest request;
    request.from = CommandSource::control;
    request.subscribe = [self] {
        if (!self->subscription_) self->subscription_.emplace(self->feed_);
    };
    request.done = std::shared_ptr<async::Semaphore>(self, &self->handled_);
    return request;
}

/// True if the client has closed its connection, and not only its sending side.
bool ControlConnection::has_hung_up() const {
    pollfd watched = {.fd = descriptor_, .events = 0, .revents = 0};
    constexpr int at_once = 0;
    return ::poll(&watched, 1, at_once) == 1 && (watched.revents & (POLLHUP | POLLERR)) != 0;
}

}  // namespace game
