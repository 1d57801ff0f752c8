#include "game/commands/control.h"

#include "common/io/pipe_reader.h"
#include "game/commands/command.h"
#include "game/output/output.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/resource.h>
#include <sys/socket.h>

namespace game {

namespace {

/// A client takes two descriptors: its connection, and the one that tells when it can be written.
std::uint64_t number_of_permits() {
    rlimit limit{};
    constexpr rlim_t share = 4;
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur / share : share;
}

/// How long to wait when there is no descriptor or no memory for one more client.
constexpr std::chrono::seconds shortage_pause(1);

/// How long a client may read nothing of its last answers when the game ends.
constexpr std::chrono::seconds answer_timeout(1);

/// How long its last answers may take in all.
constexpr int max_answer_timeouts = 5;

/// True if `error`, of accept(2), only says that the client is not there any more.
bool has_left(int error) {
    return error == EAGAIN || error == ECONNABORTED || error == EINTR;
}

/// So that the kernel takes a whole answer at once, whenever the client reads it: it doubles this
/// for its own use (socket(7)).
void enlarge_send_buffer(int connection) {
    constexpr int size = Output::high_water;
    ::setsockopt(connection, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

/// Sends what is left, to a client that reads.
async::Task<void> flush(Output& output) {
    for (int i = 0; i < max_answer_timeouts; ++i) {
        const std::uint64_t sent_before = output.bytes_written();
        async::Task<void> draining = output.wait_until_drained();
        try {
            co_await async::with_timeout(answer_timeout, std::move(draining));
            co_return;
        } catch (const async::TimedOut&) {
            if (output.bytes_written() == sent_before) co_return;
        }
    }
}

/// A client whose answers cannot be sent would wait for them.
async::Task<void> stop_on_failure(Output& output, async::TaskGroup& talking) {
    co_await output.wait_for_failure();
    talking.stop();
}

}  // namespace

/// A client's connection. It lives until all of its commands have been handled.
struct Control::Client : std::enable_shared_from_this<Client> {
    Client(async::Loop& loop, async::FileDescriptor connection, async::ReadBuffer& buffer)
        : output(loop, connection.get(), Overflow::keep()),
          input(loop, std::move(connection), buffer) {}

    CommandRequest request(CommandLine line) {
        const std::shared_ptr<Client> self = shared_from_this();
        return {std::move(line.text), line.is_overlong, CommandSource::control,
                [self](const CommandReply& reply) { self->answer(reply); },
                std::shared_ptr<async::Semaphore>(self, &handled)};
    }

    void answer(const CommandReply& reply) {
        output.write(reply.text);
        if (reply.refusal) output.write(*reply.refusal, "\n");
    }

    Output output;
    async::PipeReader input;
    async::Semaphore handled{0};
};

Control::Control(async::Loop& loop, const ControlSocket& socket, async::ReadBuffer& buffer,
                 CommandQueue& commands)
    : loop_(loop),
      socket_(socket),
      commands_(commands),
      buffer_(buffer),
      acceptable_(loop, socket.descriptor(), async::Direction::read),
      permits_(number_of_permits()) {}

async::Task<void> Control::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup clients(context);
    clients.start(accept_clients(clients));
    co_await clients.join();
}

async::Task<void> Control::accept_clients(async::TaskGroup& clients) {
    for (;;) {
        co_await permits_.acquire();
        co_await acceptable_.wait();
        async::FileDescriptor connection = accept();
        if (connection.is_open()) {
            clients.start(serve(std::move(connection)));
            continue;
        }
        const int error = errno;
        permits_.release();
        if (!has_left(error)) {
            co_await async::sleep_for(shortage_pause);
        }
    }
}

async::FileDescriptor Control::accept() const {
    return async::FileDescriptor(::accept4(socket_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
}

/// A stop ends the talk, but not the sending of what has been answered. A connection that fails
/// concerns nobody else.
async::Task<void> Control::serve(async::FileDescriptor connection) {
    enlarge_send_buffer(connection.get());
    const async::TaskContext& stoppable = co_await async::current_context();
    const async::TaskContext unstoppable{loop_, std::stop_token()};
    try {
        const auto client = std::make_shared<Client>(loop_, std::move(connection), buffer_);
        async::TaskGroup tasks(unstoppable);
        tasks.start(client->output.run());
        tasks.start(talk(*client, stoppable, tasks));
        co_await tasks.join();
    } catch (const std::exception&) {
        // On purpose: the client is gone.
    }
    permits_.release();
}

async::Task<void> Control::talk(Client& client, async::TaskContext stoppable,
                                async::TaskGroup& connection) {
    async::TaskGroup talking(stoppable);
    talking.start(handle_requests(client, talking));
    talking.start(stop_on_failure(client.output, talking));
    try {
        co_await talking.join();
    } catch (const async::Cancelled&) {
        // On purpose: the game ends. What has been answered is sent below.
    }
    co_await flush(client.output);
    connection.stop();
}

/// Each command has to be handled, and its answer to find room, before the next one is queued: so a
/// client that does not read delays itself, and a client that reads late gets every answer.
async::Task<void> Control::handle_requests(Client& client, async::TaskGroup& talking) {
    CommandLines splitter;
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await client.input.read();
        at_end = bytes.empty();
        std::deque<CommandLine> lines = at_end ? splitter.finish() : splitter.feed(bytes);
        for (CommandLine& line : lines) {
            CommandRequest request = client.request(std::move(line));
            co_await commands_.push(std::move(request));
            co_await client.handled.acquire();
            co_await client.output.wait_for_room();
        }
    }
    co_await client.output.wait_until_drained();
    talking.stop();
}

}  // namespace game
