/// The fork server's own side: serve_forks.
#include "game/launch/fork_messages.h"
#include "game/launch/fork_server.h"
#include "game/launch/process_tree.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace game {

namespace {

/// Out of the terminal's reach: whatever it sends to `game`'s process group is for `game` to
/// decide. What was held back until now is let through.
void leave_the_foreground() {
    ::setpgid(0, 0);
    for (const int signal :
         {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE}) {
        ::signal(signal, SIG_IGN);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Lets go of the standard descriptors: 0, 1 and 2 become /dev/null, which is also what workers get
/// as standard input. The others are closed in workers. Returns `socket` out of their way.
async::FileDescriptor keep_only(async::FileDescriptor socket) {
    constexpr int kept = 3;
    async::FileDescriptor moved(::fcntl(socket.get(), F_DUPFD_CLOEXEC, kept));
    if (!moved.is_open()) throw std::system_error(errno, std::generic_category(), "socket");
    const async::FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null.is_open()) throw std::system_error(errno, std::generic_category(), "/dev/null");
    for (int descriptor = 0; descriptor < kept; ++descriptor) {
        ::dup2(null.get(), descriptor);
    }
    ::close_range(kept, ~0U, CLOSE_RANGE_CLOEXEC);
    return moved;
}

[[noreturn]] void fail(int error) {
    throw std::system_error(error, std::generic_category());
}

/// Starts what is asked for, for as long as somebody asks.
class Server {
  public:
    Server(async::Loop& loop, async::FileDescriptor socket, const MakeOptions& make_options)
        : loop_(loop),
          socket_(loop, std::move(socket)),
          children_(loop),
          make_options_(make_options) {}

    async::Task<void> run() {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup waiting(context);
        for (;;) {
            const std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
            if (!message) break;
            const auto request = read_message<ForkRequest>(message->bytes);
            if (!request) throw std::logic_error("game asked for something unknown");
            std::unique_ptr<async::Process> process = start(*request, *message);
            if (process) waiting.start(tell_end(std::move(process), request->worker));
        }
        waiting.stop();
        co_await waiting.join();
    }

  private:
    /// None if it could not be started; either is told.
    std::unique_ptr<async::Process> start(const ForkRequest& request,
                                          const async::MessageSocket::Message& message) {
        ForkReply reply{ForkReply::Kind::started, request.worker, 0, loop_.now(), 0, {}};
        std::unique_ptr<async::Process> process;
        try {
            async::ProcessOptions options = make_options_(request.entry, request.worker);
            // The kernel drops what the table of descriptors has no room for.
            if (message.descriptors.size() != 2) fail(EMFILE);
            options.standard_output = message.descriptors[0].get();
            options.standard_error = message.descriptors[1].get();
            process = std::make_unique<async::Process>(children_, options);
            reply.pid = process->pid();
        } catch (const std::system_error& failure) {
            reply.kind = ForkReply::Kind::failed;
            reply.error = failure.code().value();
        }
        tell(reply);
        return process;
    }

    /// When `game` is gone first, the process dies here with its group: that needs no /proc, which
    /// finding all other descendants does.
    async::Task<void> tell_end(std::unique_ptr<async::Process> process, std::uint64_t worker) {
        try {
            const async::ProcessEnd& end = co_await process->wait();
            tell(ForkReply{ForkReply::Kind::ended, worker, process->pid(), {}, 0, end});
        } catch (const async::Cancelled&) {
            process->signal_group(SIGKILL);
            throw;
        }
    }

    /// If `game` is gone there is nobody to tell: `run` notices that as well. Anything else that
    /// keeps us from telling is the end of us, which `game` does hear of.
    void tell(const ForkReply& reply) const {
        try {
            socket_.send(message_bytes(reply), {});
        } catch (const std::system_error& failure) {
            if (failure.code() != std::errc::broken_pipe &&
                failure.code() != std::errc::connection_reset) {
                throw;
            }
        }
    }

    async::Loop& loop_;
    async::MessageSocket socket_;
    async::Children children_;
    const MakeOptions& make_options_;
};

async::Task<void> serve(async::Loop& loop, async::FileDescriptor socket,
                        const MakeOptions& make_options) {
    Server server(loop, std::move(socket), make_options);
    co_await server.run();
}

}  // namespace

void serve_forks(async::FileDescriptor socket, const MakeOptions& make_options) {
    adopt_orphans();
    leave_the_foreground();
    ::prctl(PR_SET_NAME, "worker-starter");  // no name that `killall -9 game` would find
    ::prctl(PR_SET_PDEATHSIG, SIGCONT);      // whoever stops us does not keep us from clearing up
    ::unsetenv("NOTIFY_SOCKET");             // workers are not the service
    {
        async::require_loop_descriptors();
        async::SteadyTime time;
        async::Loop loop(time);
        loop.run(serve(loop, keep_only(std::move(socket)), make_options));
    }
    constexpr std::chrono::seconds patience(5);
    kill_descendants(patience);
    ::prctl(PR_SET_PDEATHSIG, 0);  // or it undoes the SIGSTOP by which the leak checker looks at us
}

}  // namespace game
