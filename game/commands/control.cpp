#include "game/commands/control.h"

#include "game/commands/command_lines.h"
#include "game/output/output.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/resource.h>
#include <sys/socket.h>

namespace game {

namespace {

/// A client takes two descriptors: its connection, and what tells when that can be written. So they
/// take half of ours at most.
std::uint64_t number_of_permits() {
    rlimit limit{};
    constexpr rlim_t share = 4;
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur / share : share;
}

/// How long to wait when there is no descriptor or no memory for one more client.
constexpr std::chrono::seconds shortage_pause(1);

/// True if `error`, of accept(2), only says that the client is not there any more.
bool has_left(int error) {
    return error == EAGAIN || error == ECONNABORTED || error == EINTR;
}

}  // namespace

/// A client's connection. It lives until all of its commands have been dealt with.
class Control::Client : public Correspondent {
  public:
    Client(async::Loop& loop, async::FileDescriptor connection, async::ReadBuffer& buffer)
        : output(loop, connection.get(), Overflow::keep()),
          input(loop, std::move(connection), buffer) {}

    void answer(std::string_view lines) override { output.write(lines); }
    void obeyed() override { dealt_with.release(); }

    Output output;
    async::PipeReader input;
    async::Semaphore dealt_with{0};
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

/// Whatever goes wrong with a client's connection is that client's affair alone.
async::Task<void> Control::serve(async::FileDescriptor connection) {
    try {
        co_await converse(std::move(connection));
    } catch (const async::Cancelled&) {
        throw;
    } catch (const std::exception&) {
        // On purpose: there is nobody left to tell.
    }
    permits_.release();
}

/// Each command has to be dealt with, and its answer to find room, before the next one is taken: so
/// a client that does not read waits for itself, and one that does, however late, gets every
/// answer.
async::Task<void> Control::converse(async::FileDescriptor connection) {
    const auto client = std::make_shared<Client>(loop_, std::move(connection), buffer_);
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup writing(context);
    writing.start(client->output.run());
    CommandLines splitter;
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await client->input.read();
        at_end = bytes.empty();
        std::deque<CommandLine> lines = at_end ? splitter.finish() : splitter.feed(bytes);
        for (CommandLine& line : lines) {
            CommandRequest request{std::move(line.text), line.is_overlong, CommandSource::control,
                                   client};
            co_await commands_.push(std::move(request));
            co_await client->dealt_with.acquire();
            co_await client->output.wait_for_room();
        }
    }
    co_await client->output.wait_until_drained();
    writing.stop();
    co_await writing.join();
}

}  // namespace game
