#include "game/launch/fork_service.h"

#include "common/async/async.h"
#include "common/io/message_socket.h"
#include "common/io/process.h"
#include "common/io/readiness.h"
#include "game/launch/served_workers.h"
#include "game/launch/spawn_threads.h"
#include "game/launch/stopped_workers.h"

#include <cerrno>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace game {

namespace {

using std::chrono::milliseconds;

async::FileDescriptor watch_child_signals() {
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    async::FileDescriptor signals(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals.is_open()) throw std::system_error(errno, std::generic_category(), "signalfd");
    return signals;
}

/// The ends of children, as SIGCHLD announces them. By signalfd(2): libuv's signal handler would
/// cost each of them six system calls.
class ChildSignals {
  public:
    explicit ChildSignals(async::Loop& loop)
        : signals_(watch_child_signals()),
          readable_(loop, signals_.get(), async::Direction::read) {}

    /// Waits until at least one child has ended since the last call.
    async::Task<void> next() {
        signalfd_siginfo signal{};
        while (::read(signals_.get(), &signal, sizeof signal) < 0) {
            co_await readable_.wait();
        }
    }

  private:
    async::FileDescriptor signals_;
    async::Readiness readable_;
};

/// Starts what is asked for until `game` closes its ends. All in one TaskGroup: an error of one
/// task ends them all.
class Service {
  public:
    Service(async::Loop& loop, ForkSockets sockets, const MakeOptions& make_options)
        : loop_(loop),
          socket_(loop, std::move(sockets.control)),
          outbox_(socket_),
          child_signals_(loop),
          workers_([this](std::uint64_t id, pid_t pid, const async::ProcessEnd& end) {
              report_end(id, pid, end);
          }),
          threads_(loop, std::move(sockets.starts), make_options,
                   [this](const SpawnResult& result) { return report_start(result); }) {}

    async::Task<void> run() {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        tasks.start(handle_requests(tasks));
        tasks.start(outbox_.run());
        tasks.start(threads_.run());
        tasks.start(handle_results());
        tasks.start(handle_child_signals());
        tasks.start(find_hidden());
        tasks.start(scan_when_wanted());
        tasks.start(scan_again());
        co_await tasks.join();
    }

    /// True if the run was over when `game` closed its end.
    bool is_finished() const { return is_finished_; }

    /// Starts nothing more. False if a thread is blocked.
    bool close() { return threads_.close(); }

    /// Kills all groups, where there is no list of all descendants. Once it is closed.
    void kill_groups() {
        workers_.kill_groups();
        for (const SpawnResult& result : threads_.take_results()) {
            if (result.error == 0) ::kill(-result.pid, SIGKILL);
        }
    }

  private:
    async::Task<void> handle_requests(async::TaskGroup& tasks) {
        for (;;) {
            std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
            if (!message) break;
            handle(*message);
        }
        tasks.stop();
    }

    void handle(const async::MessageSocket::Message& message) {
        const auto request = read_message<ForkRequest>(message.bytes);
        if (!request) throw std::logic_error("game sent an unknown request");
        add_all(threads_.take_results());  // it may answer to what a thread has just reported
        switch (request->kind) {
            case ForkRequest::Kind::terminate:
            case ForkRequest::Kind::kill:
                stop(*request);
                break;
            case ForkRequest::Kind::release:
                release(request->id);
                break;
            case ForkRequest::Kind::ping:
                post({ForkReply::Kind::pong, request->id});
                break;
            case ForkRequest::Kind::finish:
                is_finished_ = true;
                break;
        }
    }

    void post(const ForkReply& reply) { outbox_.post(message_bytes(reply)); }

    /// Called on the thread that has started it, so that nobody waits for the loop's turn.
    bool report_start(const SpawnResult& result) const {
        const ForkReply reply = start_reply(result);
        return socket_.try_send(message_bytes(reply)) == 0;
    }

    static ForkReply start_reply(const SpawnResult& result) {
        const auto kind = result.error == 0 ? ForkReply::Kind::started : ForkReply::Kind::failed;
        return {kind, result.id, result.pid, result.error, result.time};
    }

    async::Task<void> handle_results() {
        for (;;) {
            const std::vector<SpawnResult> results = co_await threads_.wait_for_results();
            add_all(results);
        }
    }

    void add_all(const std::vector<SpawnResult>& results) {
        for (const SpawnResult& result : results)
            add(result);
    }

    void add(const SpawnResult& result) {
        if (!result.is_reported) post(start_reply(result));
        const bool is_released = released_early_.erase(result.id) > 0;
        if (result.error != 0) return;
        workers_.add(result.id, result.pid, result.thread);
        if (is_released) workers_.release(result.id);
        workers_.look_at(result.id);  // it may have ended before it was known
    }

    async::Task<void> handle_child_signals() {
        for (;;) {
            co_await child_signals_.next();
            collect_ended();
        }
    }

    void collect_ended() {
        add_all(threads_.take_results());
        if (!workers_.find_ended()) return;
        may_be_hidden_ = true;
        hidden_.notify_all();
        threads_.wake_for_next_result();
        add_all(threads_.take_results());
    }

    /// Workers of other threads may be hidden as well, and on other kernels than Linux the order
    /// may be another one.
    async::Task<void> find_hidden() {
        constexpr milliseconds pause(20);
        for (;;) {
            while (!may_be_hidden_) {
                co_await hidden_.wait();
            }
            co_await async::sleep_for(pause);
            may_be_hidden_ = false;
            workers_.look_at_all();
        }
    }

    void report_end(std::uint64_t id, pid_t pid, const async::ProcessEnd& end) {
        // Not the time of this turn, which may have begun before the worker was started.
        const async::TimePoint now = async::SteadyTime().now();
        post({ForkReply::Kind::ended, id, pid, 0, now, end});
        if (stopped_.set_ended(id)) want_scan();
    }

    void stop(const ForkRequest& request) {
        const std::optional<pid_t> pid = workers_.pid_of(request.id);
        if (!pid) return;
        if (request.kind == ForkRequest::Kind::terminate) stopped_.terminate(request.id, *pid);
        if (request.kind == ForkRequest::Kind::kill) stopped_.kill(request.id, *pid);
        if (workers_.has_ended(request.id)) stopped_.set_ended(request.id);
        want_scan();
    }

    void release(std::uint64_t id) {
        end_service_of(id);
        threads_.count_release();
    }

    void end_service_of(std::uint64_t id) {
        if (!workers_.pid_of(id)) {
            released_early_.insert(id);
            return;
        }
        if (stopped_.has_to_kill(id)) scan();
        stopped_.forget(id);
        workers_.release(id);
    }

    void want_scan() {
        is_scan_wanted_ = true;
        scan_wanted_.notify_all();
    }

    /// A scan serves all requests that came together, and takes a fifth of our time at most.
    async::Task<void> scan_when_wanted() {
        constexpr int pauses = 4;
        for (;;) {
            while (!is_scan_wanted_) {
                co_await scan_wanted_.wait();
            }
            const async::TimePoint next = last_scan_ + pauses * scan_cost_;
            if (next > loop_.now()) {
                co_await async::sleep_until(next);
            }
            scan();
        }
    }

    /// What a worker left behind ends without a signal to this process.
    async::Task<void> scan_again() {
        constexpr milliseconds pause(20);
        for (;;) {
            while (stopped_.is_empty()) {
                co_await scan_wanted_.wait();
            }
            co_await async::sleep_for(pause);
            want_scan();
        }
    }

    void scan() {
        is_scan_wanted_ = false;
        const async::TimePoint begin = async::SteadyTime().now();
        const auto is_worker = [this](pid_t pid) { return workers_.has_process(pid); };
        for (const std::uint64_t id : stopped_.scan(is_worker))
            post({ForkReply::Kind::gone, id});
        last_scan_ = async::SteadyTime().now();
        scan_cost_ = last_scan_ - begin;
    }

    async::Loop& loop_;
    async::MessageSocket socket_;
    async::MessageOutbox outbox_;
    ChildSignals child_signals_;
    ServedWorkers workers_;
    /// Released before it was known how the start went. A start that fails while `game` gives it up
    /// stays here.
    std::unordered_set<std::uint64_t> released_early_;
    StoppedWorkers stopped_;
    bool is_finished_ = false;
    bool may_be_hidden_ = false;
    async::Condition hidden_;
    bool is_scan_wanted_ = false;
    async::Condition scan_wanted_;
    async::TimePoint last_scan_;
    async::Duration scan_cost_{0};
    SpawnThreads threads_;  ///< last, as it uses the rest
};

}  // namespace

ServiceOutcome serve(ForkSockets sockets, const MakeOptions& make_options) {
    async::SteadyTime time;
    async::require_loop_descriptors();
    async::Loop loop(time);
    Service service(loop, std::move(sockets), make_options);
    std::exception_ptr failure;
    try {
        loop.run(service.run());
    } catch (...) {
        failure = std::current_exception();
    }
    const bool is_blocked = !service.close();
    if (!can_list_children()) service.kill_groups();
    return {service.is_finished(), is_blocked, failure};
}

}  // namespace game
