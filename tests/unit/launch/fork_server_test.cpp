#include "game/launch/fork_server.h"

#include "tests/unit/story.h"

#include <cerrno>
#include <utility>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace game;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

/// The other end of a ForkServer, played by the test; and a process in the server's place.
struct Fake {
    explicit Fake(async::Loop& loop) : Fake(loop, make_fork_sockets()) {}
    Fake(async::Loop& loop, std::pair<ForkSockets, ForkSockets> ends)
        : near(std::move(ends.first)),
          socket(std::in_place, loop, std::move(ends.second.control)),
          start_socket(loop, std::move(ends.second.starts)) {
        process = ::fork();
        REQUIRE(process >= 0);
        if (process == 0) {
            ::close_range(STDERR_FILENO + 1, ~0U, 0);  // or the socket would never end
            for (;;)
                ::pause();
        }
    }
    Fake(const Fake&) = delete;
    Fake& operator=(const Fake&) = delete;
    ~Fake() {
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
    }

    async::Task<ForkRequest> next_request() {
        const auto message = co_await socket->receive();
        co_return read<ForkRequest>(message);
    }

    async::Task<StartRequest> next_start() {
        const auto message = co_await start_socket.receive();
        const auto request = read<StartRequest>(message);
        CHECK(message->descriptors.size() == 2);
        co_return request;
    }

    template <class Request>
    static Request read(const std::optional<async::MessageSocket::Message>& message) {
        REQUIRE(message.has_value());
        const auto request = read_message<Request>(message->bytes);
        REQUIRE(request.has_value());
        return *request;
    }

    void reply(const ForkReply& reply) const { CHECK(socket->try_send(message_bytes(reply)) == 0); }

    ForkSockets near;
    std::optional<async::MessageSocket> socket;
    async::MessageSocket start_socket;
    pid_t process = 0;
};

/// Group 0 is our own, and would be signalled: the process in the fake's place has none of its own.
constexpr pid_t nobody = 0x3fffffff;

/// A server that runs, and one child that it was asked to start.
struct Running {
    Running(async::Loop& loop, const async::TaskContext& context, Watchdog watchdog = {})
        : fake(loop), server(loop, std::move(fake.near), fake.process, watchdog), tasks(context) {
        tasks.start(server.run());
        child = server.launch(0, 1, {-1, STDOUT_FILENO, STDERR_FILENO});
    }

    async::Task<void> stop() {
        tasks.stop();
        co_await tasks.join();
    }

    Fake fake;
    ForkServer server;
    async::TaskGroup tasks;
    std::unique_ptr<Child> child;
};

/// The errno for which the child cannot be started.
async::Task<int> start_error(Child& child) {
    try {
        [[maybe_unused]] const pid_t pid = co_await child.wait_until_started();
    } catch (const std::system_error& failure) {
        co_return failure.code().value();
    }
    co_return 0;
}

async::Task<void> live_a_life(async::Loop& loop) {
    Fake fake(loop);
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    {
        ForkServer server(loop, std::move(fake.near), fake.process);
        tasks.start(server.run());
        std::unique_ptr<Child> child = server.launch(3, 5, {-1, STDOUT_FILENO, STDERR_FILENO});
        const StartRequest request = co_await fake.next_start();
        CHECK(request.entry == 3);
        CHECK(request.worker == 5);
        const std::uint64_t id = request.id;
        const async::TimePoint begin = loop.now();
        fake.reply({ForkReply::Kind::started, id, nobody, 0, begin});
        const pid_t pid = co_await child->wait_until_started();
        CHECK(pid == nobody);
        CHECK(child->start_time() == begin);
        CHECK_FALSE(child->terminate());  // nothing is there any more
        async::ProcessEnd end;
        end.wait_status = 7 << 8;
        fake.reply({ForkReply::Kind::ended, id, nobody, 0, begin + 1s, end});
        co_await child->wait_until_ended();
        CHECK(child->end().process.exit_code() == 7);
        CHECK(child->end().time == begin + 1s);
        CHECK_FALSE(child->end().is_lost);
        fake.reply({ForkReply::Kind::gone, id});
        co_await child->wait_until_gone();
        child.reset();
        tasks.stop();
        co_await tasks.join();
    }
    std::vector<ForkRequest::Kind> kinds;
    while (kinds.empty() || kinds.back() != ForkRequest::Kind::finish) {
        const ForkRequest request = co_await fake.next_request();
        if (request.kind != ForkRequest::Kind::ping) kinds.push_back(request.kind);
    }
    using Kind = ForkRequest::Kind;
    CHECK(kinds == std::vector<Kind>{Kind::terminate, Kind::release, Kind::finish});
}

async::Task<void> fail_to_start(async::Loop& loop) {
    const async::TaskContext& context = co_await async::current_context();
    Running running(loop, context);
    running.fake.reply({ForkReply::Kind::failed, 1, 0, ENOENT});
    const int error = co_await start_error(*running.child);
    CHECK(error == ENOENT);
    co_await running.stop();
}

async::Task<void> lose_the_server(async::Loop& loop) {
    const async::TaskContext& context = co_await async::current_context();
    Running running(loop, context);
    Child& child = *running.child;
    running.fake.reply({ForkReply::Kind::started, 1, nobody, 0, {}});
    [[maybe_unused]] const pid_t pid = co_await child.wait_until_started();
    running.fake.socket.reset();
    co_await running.server.wait_until_lost();
    co_await child.wait_until_ended();
    co_await child.wait_until_gone();
    CHECK(child.end().is_lost);
    const auto late = running.server.launch(0, 2, {-1, STDOUT_FILENO, STDERR_FILENO});
    const int error = co_await start_error(*late);
    CHECK(error == ECONNRESET);
    co_await running.stop();
}

async::Task<void> kill_a_stuck_server(async::Loop& loop) {
    const async::TaskContext& context = co_await async::current_context();
    Running running(loop, context, {10ms, 3});
    co_await running.server.wait_until_lost();
    siginfo_t info{};
    const auto pid = static_cast<id_t>(running.fake.process);
    CHECK(::waitid(P_PID, pid, &info, WEXITED | WNOWAIT) == 0);
    CHECK(info.si_status == SIGKILL);
    const int error = co_await start_error(*running.child);
    CHECK(error == ECONNRESET);
    co_await running.stop();
}

/// A process in a group of its own.
pid_t fork_group() {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::setpgid(0, 0);
        for (;;)
            ::pause();
    }
    ::setpgid(pid, pid);  // whichever of the two is first
    return pid;
}

async::Task<void> signal_for_a_stuck_server(async::Loop& loop) {
    const async::TaskContext& context = co_await async::current_context();
    const pid_t worker = fork_group();
    Running running(loop, context, {10ms, 1'000'000});
    running.fake.reply({ForkReply::Kind::started, 1, worker, 0, {}});
    [[maybe_unused]] const pid_t pid = co_await running.child->wait_until_started();
    CHECK_FALSE(running.child->terminate());
    int status = 0;
    while (::waitpid(worker, &status, WNOHANG) == 0)
        co_await async::sleep_for(1ms);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGTERM);
    co_await running.stop();
}

/// Answers the pings until a start is answered, much later than a stuck server is given.
async::Task<void> wait_for_a_slow_start(async::Loop& loop) {
    const async::TaskContext& context = co_await async::current_context();
    Running running(loop, context, {10ms, 3});
    constexpr int many = 10;
    for (int pings = 0; pings < many;) {
        const ForkRequest request = co_await running.fake.next_request();
        if (request.kind != ForkRequest::Kind::ping) continue;
        running.fake.reply({ForkReply::Kind::pong, request.id});
        ++pings;
    }
    running.fake.reply({ForkReply::Kind::started, 1, nobody, 0, {}});
    const pid_t pid = co_await running.child->wait_until_started();
    CHECK(pid == nobody);
    co_await running.stop();
}

void run(async::Task<void> (*test)(async::Loop&)) {
    async::SteadyTime time;
    async::Loop loop(time);
    run_in_time(loop, test(loop));
}

}  // namespace

TEST_CASE("a child reports its start, its end and when all of it is gone, and is released") {
    run(live_a_life);
}

TEST_CASE("a start that fails says why") {
    run(fail_to_start);
}

TEST_CASE("when the server is gone, its children are lost") {
    run(lose_the_server);
}

TEST_CASE("a server that does not answer is killed") {
    run(kill_a_stuck_server);
}

TEST_CASE("while a server does not answer, groups are signalled without it") {
    run(signal_for_a_stuck_server);
}

TEST_CASE("a server that answers is left alone, however long a start takes") {
    run(wait_for_a_slow_start);
}
