#include "game/commands/control.h"

#include "game/commands/control_connection.h"
#include "game/output/output.h"

#include <cerrno>
#include <memory>
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

}  // namespace

Control::Control(async::Loop& loop, const ControlSocket& socket, async::ReadBuffer& buffer,
                 CommandQueue& commands, EventFeed& feed)
    : loop_(loop),
      socket_(socket),
      commands_(commands),
      feed_(feed),
      buffer_(buffer),
      acceptable_(loop, socket.descriptor(), async::Direction::read),
      permits_(number_of_permits()) {}

async::Task<void> Control::run() {
    const async::TaskContext& context = co_await async::current_context();
    clients_.emplace(context);
    if (!is_closing_) clients_->start(accept_clients());
    co_await clients_->join();
    has_closed_ = true;
    closed_.notify_all();
}

async::Task<void> Control::close() {
    is_closing_ = true;
    if (clients_) clients_->stop();
    while (!has_closed_) {
        co_await closed_.wait();
    }
}

async::Task<void> Control::accept_clients() {
    for (;;) {
        co_await permits_.acquire();
        co_await acceptable_.wait();
        async::FileDescriptor connection = accept();
        if (connection.is_open()) {
            clients_->start(serve(std::move(connection)));
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

/// A connection that fails does not affect the others.
async::Task<void> Control::serve(async::FileDescriptor connection) {
    enlarge_send_buffer(connection.get());
    const async::TaskContext& stoppable = co_await async::current_context();
    try {
        const auto client = std::make_shared<ControlConnection>(loop_, std::move(connection),
                                                                buffer_, commands_, feed_);
        co_await client->run(stoppable);
    } catch (const std::exception&) {
        // On purpose: the client is gone.
    }
    permits_.release();
}

}  // namespace game
