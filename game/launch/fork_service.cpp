#include "game/launch/fork_service.h"

#include "common/async/async.h"
#include "common/io/message_socket.h"
#include "common/io/process.h"
#include "game/launch/child_signals.h"
#include "game/launch/left_behind.h"
#include "game/launch/served_workers.h"
#include "game/launch/spawn_threads.h"
#include "game/launch/stop_scans.h"

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
#include <unistd.h>

namespace game {

namespace {

using std::chrono::milliseconds;

/// Starts what is asked for until `game` closes its ends. All in one TaskGroup: an error of one
/// task ends them all.
class Service {
  public:
    Service(async::Loop& loop, ForkSockets sockets, const ProcessMaker& maker)
        : socket_(loop, std::move(sockets.control)),
          outbox_(socket_),
          child_signals_(loop),
          workers_([this](std::uint64_t id, pid_t pid,
                          const async::ProcessEnd& end) { report_end(id, pid, end); },
                   [this] { left_behind_.end_orphans(); }),
          scans_(
              loop, [this](pid_t pid) { return workers_.has_process(pid); },
              [this](std::uint64_t id) { post({ForkReply::Kind::gone, id}); }),
          threads_(loop, std::move(sockets.starts), maker,
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
        tasks.start(scans_.run_wanted());
        tasks.start(scans_.run_again());
        tasks.start(left_behind_.run());
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
        workers_.add(result.id, result.pid, result.thread, result.is_fork);
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
        scans_.set_ended(id);
    }

    void stop(const ForkRequest& request) {
        const std::optional<pid_t> pid = workers_.pid_of(request.id);
        if (!pid) return;
        const bool has_ended = workers_.has_ended(request.id);
        if (request.kind == ForkRequest::Kind::terminate) {
            scans_.terminate(request.id, *pid, has_ended);
        } else {
            scans_.kill(request.id, *pid, has_ended);
        }
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
        scans_.forget(id);
        workers_.release(id);
    }

    async::MessageSocket socket_;
    async::MessageOutbox outbox_;
    ChildSignals child_signals_;
    ServedWorkers workers_;
    /// Released before it was known how the start went. A start that fails while `game` gives it up
    /// stays here.
    std::unordered_set<std::uint64_t> released_early_;
    StopScans scans_;
    LeftBehind left_behind_;
    bool is_finished_ = false;
    bool may_be_hidden_ = false;
    async::Condition hidden_;
    SpawnThreads threads_;  ///< last, as it uses the rest
};

}  // namespace

ServiceOutcome serve(ForkSockets sockets, const ProcessMaker& maker) {
    async::SteadyTime time;
    async::require_loop_descriptors();
    async::Loop loop(time);
    Service service(loop, std::move(sockets), maker);
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
