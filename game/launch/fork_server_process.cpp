#include "game/launch/fork_server_process.h"

#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/message_socket.h"
#include "common/io/signals.h"
#include "game/launch/fork_messages.h"
#include "game/launch/spawn_threads.h"
#include "game/launch/stopped_workers.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace game {

namespace {

using std::chrono::milliseconds;

/// Out of the terminal's reach: what it sends to `game`'s process group is for `game` to decide.
/// What was held back until now is let through.
void leave_the_terminal() {
    ::setsid();
    for (const int signal :
         {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE}) {
        ::signal(signal, SIG_IGN);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// A duplicate that workers do not get. Throws std::system_error.
async::FileDescriptor duplicate(int descriptor, const char* what) {
    constexpr int lowest = 3;
    async::FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, lowest));
    if (!copy.is_open()) throw std::system_error(errno, std::generic_category(), what);
    return copy;
}

/// Lets go of the standard descriptors: 0, 1 and 2 become /dev/null, which is also what workers get
/// as standard input. The others are closed in workers.
void close_standard_descriptors() {
    constexpr int count = 3;
    const async::FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null.is_open()) throw std::system_error(errno, std::generic_category(), "/dev/null");
    for (int descriptor = 0; descriptor < count; ++descriptor) {
        ::dup2(null.get(), descriptor);
    }
    ::close_range(count, ~0U, CLOSE_RANGE_CLOEXEC);
}

/// Writes a line of `game`'s own, unless that would block.
void write_line(int descriptor, const std::string& text) {
    const std::string line = "game: " + text + "\n";
    constexpr int patience_ms = 100;
    pollfd writable{descriptor, POLLOUT, 0};
    if (::poll(&writable, 1, patience_ms) <= 0) return;
    [[maybe_unused]] const ssize_t written = ::write(descriptor, line.data(), line.size());
}

void write_survivors(int descriptor, const std::vector<Survivor>& survivors) {
    for (const Survivor& survivor : survivors) {
        const std::string why = survivor.error ? survivor.error.message() : "it does not end";
        write_line(descriptor, "cannot kill process " + std::to_string(survivor.pid) + ": " + why);
    }
}

/// One worker, from its `start` to its `release`.
struct Served {
    pid_t pid = 0;            ///< once it has started
    std::size_t thread = 0;   ///< the thread whose child it is
    std::uint64_t order = 0;  ///< in which the children were started
    bool has_ended = false;   ///< and is a zombie now
    bool is_released = false;
};

/// Starts what is asked for until `game` closes its end. All in one TaskGroup: an error of one task
/// ends them all.
class Server {
  public:
    Server(async::Loop& loop, async::FileDescriptor socket, const MakeOptions& make_options)
        : loop_(loop),
          socket_(loop, std::move(socket)),
          outbox_(socket_),
          child_signals_(loop, {SIGCHLD}),
          threads_(loop, make_options,
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
        for (const auto& [pid, id] : by_pid_)
            ::kill(-pid, SIGKILL);
        for (const SpawnResult& result : threads_.take_results()) {
            if (result.error == 0) ::kill(-result.pid, SIGKILL);
        }
    }

  private:
    /// Where a worker is among the children: see find_ended_child.
    using Place = std::pair<std::size_t, std::uint64_t>;

    async::Task<void> handle_requests(async::TaskGroup& tasks) {
        for (;;) {
            std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
            if (!message) break;
            handle(std::move(*message));
        }
        tasks.stop();
    }

    void handle(async::MessageSocket::Message message) {
        const auto request = read_message<ForkRequest>(message.bytes);
        if (!request) throw std::logic_error("game sent an unknown request");
        // What it answers to may have been reported by a thread in this turn.
        if (request->kind != ForkRequest::Kind::start) add_all(threads_.take_results());
        switch (request->kind) {
            case ForkRequest::Kind::start:
                start(*request, std::move(message));
                break;
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

    void start(const ForkRequest& request, async::MessageSocket::Message message) {
        // The kernel drops what the table of descriptors has no room for.
        if (message.descriptors.size() != 2) {
            post({ForkReply::Kind::failed, request.id, 0, EMFILE});
            return;
        }
        workers_[request.id];
        threads_.start({request.id, request.entry, request.worker,
                        std::move(message.descriptors[0]), std::move(message.descriptors[1])});
    }

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
        const auto found = workers_.find(result.id);
        if (result.error != 0) {
            workers_.erase(found);
            return;
        }
        Served& worker = found->second;
        worker.pid = result.pid;
        worker.thread = result.thread;
        worker.order = ++started_;
        by_pid_.emplace(worker.pid, result.id);
        running_.emplace(Place(worker.thread, worker.order), result.id);
        if (worker.is_released) ::kill(-worker.pid, SIGKILL);
        report_end(result.id);  // it may have ended before it was known
    }

    async::Task<void> handle_child_signals() {
        for (;;) {
            co_await child_signals_.next();
            collect_ended();
        }
    }

    /// A worker that has ended and is not released yet comes before those that were started after
    /// it, and hides them; those before it have not ended.
    void collect_ended() {
        add_all(threads_.take_results());
        reap_orphans();
        while (const std::optional<pid_t> pid =
                   async::find_ended_child(async::ChildrenOf::process)) {
            const auto known = by_pid_.find(*pid);
            if (known != by_pid_.end() && report_end(known->second)) continue;
            if (known != by_pid_.end()) {
                look_behind(workers_.at(known->second));
            }
            may_be_hidden_ = true;
            hidden_.notify_all();
            threads_.wake_for_next_result();
            add_all(threads_.take_results());
            return;
        }
    }

    /// The children of the main thread, which starts no worker.
    static void reap_orphans() {
        while (const auto pid = async::find_ended_child(async::ChildrenOf::thread))
            async::reap(*pid);
    }

    void look_behind(const Served& zombie) {
        auto next = running_.upper_bound(Place(zombie.thread, zombie.order));
        while (next != running_.end() && next->first.first == zombie.thread) {
            const std::uint64_t id = next->second;
            ++next;
            report_end(id);
        }
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
            for (auto next = running_.begin(); next != running_.end();) {
                const std::uint64_t id = next->second;
                ++next;
                report_end(id);
            }
        }
    }

    /// False if it has not ended, or was reported before.
    bool report_end(std::uint64_t id) {
        Served& worker = workers_.at(id);
        if (worker.has_ended) return false;
        const std::optional<async::ProcessEnd> end = async::find_end(worker.pid);
        if (!end) return false;
        worker.has_ended = true;
        running_.erase(Place(worker.thread, worker.order));
        if (worker.is_released) {
            forget(id);
            return true;
        }
        // Not the time of this turn, which may have begun before the worker was started.
        const async::TimePoint now = async::SteadyTime().now();
        post({ForkReply::Kind::ended, id, worker.pid, 0, now, *end});
        if (stopped_.set_ended(id)) want_scan();
        return true;
    }

    void stop(const ForkRequest& request) {
        const auto found = workers_.find(request.id);
        if (found == workers_.end() || found->second.pid == 0) return;
        const pid_t pid = found->second.pid;
        if (request.kind == ForkRequest::Kind::terminate) stopped_.terminate(request.id, pid);
        if (request.kind == ForkRequest::Kind::kill) stopped_.kill(request.id, pid);
        if (found->second.has_ended) stopped_.set_ended(request.id);
        want_scan();
    }

    void release(std::uint64_t id) {
        const auto found = workers_.find(id);
        if (found == workers_.end()) return;
        if (stopped_.has_to_kill(id)) scan();
        stopped_.forget(id);
        Served& worker = found->second;
        worker.is_released = true;
        if (worker.pid == 0) return;  // it is killed as soon as it has started
        ::kill(-worker.pid, SIGKILL);
        if (worker.has_ended) forget(id);
    }

    /// From here on another process may get its number.
    void forget(std::uint64_t id) {
        const auto found = workers_.find(id);
        async::reap(found->second.pid);
        by_pid_.erase(found->second.pid);
        workers_.erase(found);
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
        const auto is_worker = [this](pid_t pid) { return by_pid_.contains(pid); };
        for (const std::uint64_t id : stopped_.scan(is_worker))
            post({ForkReply::Kind::gone, id});
        last_scan_ = async::SteadyTime().now();
        scan_cost_ = last_scan_ - begin;
    }

    async::Loop& loop_;
    async::MessageSocket socket_;
    async::MessageOutbox outbox_;
    async::SignalWatcher child_signals_;
    std::unordered_map<std::uint64_t, Served> workers_;
    std::unordered_map<pid_t, std::uint64_t> by_pid_;  ///< the workers that hold a number
    std::map<Place, std::uint64_t> running_;           ///< the workers that have not ended
    StoppedWorkers stopped_;
    std::uint64_t started_ = 0;
    bool is_finished_ = false;
    bool may_be_hidden_ = false;
    async::Condition hidden_;
    bool is_scan_wanted_ = false;
    async::Condition scan_wanted_;
    async::TimePoint last_scan_;
    async::Duration scan_cost_{0};
    SpawnThreads threads_;  ///< last, as it uses the rest
};

/// What is known when the service has ended.
struct Outcome {
    bool is_finished = false;  ///< the run was over; `game` did not just go
    bool is_blocked = false;   ///< a thread is
};

Outcome serve(async::FileDescriptor socket, const MakeOptions& make_options) {
    async::SteadyTime time;
    async::require_loop_descriptors();
    async::Loop loop(time);
    Server server(loop, std::move(socket), make_options);
    loop.run(server.run());
    const bool is_blocked = !server.close();
    if (!can_list_children()) server.kill_groups();
    return {server.is_finished(), is_blocked};
}

/// How long we wait for what was killed, when nothing changes.
constexpr std::chrono::seconds patience(5);

/// How long what `game` leaves behind has to end by itself, when `game` was killed.
constexpr milliseconds grace(700);

/// A process in which a sanitizer looks for leaks must be one that ptrace(2) may look at.
void shut_out_debuggers() {
#if !defined(__SANITIZE_ADDRESS__)
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace

int serve_forks(async::FileDescriptor socket, const MakeOptions& make_options, pid_t game) {
    ::prctl(PR_SET_PDEATHSIG,
            SIGCONT);  // a worker that has stopped us must not keep us from ending
    if (::getppid() != game) return common::exit_failure;
    leave_the_terminal();
    const async::FileDescriptor errors = duplicate(STDERR_FILENO, "standard error");
    const std::error_code not_adopting = adopt_orphans();
    if (not_adopting) {
        write_line(errors.get(), "processes that lose their parent may be left behind: " +
                                     not_adopting.message());
    }
    ::prctl(PR_SET_NAME, "worker-starter");  // no name that `killall -9 game` would find
    shut_out_debuggers();
    ::mallopt(M_ARENA_MAX, 1);    // a thread needs no memory of its own
    ::unsetenv("NOTIFY_SOCKET");  // workers are not the service
    Outcome outcome;
    int code = common::exit_success;
    try {
        async::FileDescriptor moved = duplicate(socket.get(), "socket");
        socket = async::FileDescriptor();
        close_standard_descriptors();
        outcome = serve(std::move(moved), make_options);
    } catch (const std::exception& error) {
        write_line(errors.get(),
                   std::string("the process that starts the workers: ") + error.what());
        code = common::exit_failure;
    }
    const std::vector<Survivor> survivors =
        outcome.is_finished ? kill_descendants(patience) : end_descendants(grace, patience);
    write_survivors(errors.get(), survivors);
    ::prctl(PR_SET_PDEATHSIG, 0);  // or it undoes the SIGSTOP by which the leak checker looks at us
    if (outcome.is_blocked) ::_exit(code);
    return survivors.empty() ? code : common::exit_failure;
}

namespace {

/// Waits for a change of the children's states, but not beyond `deadline`. SIGCHLD must be blocked.
void wait_for_child_signal(std::chrono::steady_clock::time_point deadline) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto ns = std::max<std::chrono::nanoseconds>(left, std::chrono::nanoseconds(0));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(ns);
    const timespec timeout{seconds.count(), (ns - seconds).count()};
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigtimedwait(&child, nullptr, &timeout);
}

/// The wait status of `pid`, unless it does not end until `deadline`. Goes on with it when it is
/// stopped: a process that it has left behind may do that to its parent.
std::optional<int> wait_until(pid_t pid, std::chrono::steady_clock::time_point deadline) {
    do {
        int status = 0;
        const pid_t reported = ::waitpid(pid, &status, WNOHANG | WUNTRACED);
        if (reported < 0 && errno != EINTR) return 0;  // it was reaped when it was found lost
        if (reported == pid && !WIFSTOPPED(status)) return status;
        if (reported == pid) {
            ::kill(pid, SIGCONT);
        } else {
            wait_for_child_signal(deadline);
        }
    } while (std::chrono::steady_clock::now() < deadline);
    return {};
}

}  // namespace

bool ForkServerProcess::wait() {
    if (pid_ == 0) return true;
    const pid_t pid = std::exchange(pid_, 0);
    constexpr std::chrono::seconds longest(8);
    constexpr std::chrono::seconds after_kill(1);
    sigset_t child;
    sigset_t former;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, &former);
    std::optional<int> status = wait_until(pid, std::chrono::steady_clock::now() + longest);
    if (!status) {
        ::kill(pid, SIGKILL);
        status = wait_until(pid, std::chrono::steady_clock::now() + after_kill);
    }
    ::sigprocmask(SIG_SETMASK, &former, nullptr);
    const bool has_exited = status && WIFEXITED(*status);
    if (!has_exited) {
        write_line(STDERR_FILENO,
                   status
                       ? "the process that starts the workers has died: killing what it left behind"
                       : "the process that starts the workers does not end: leaving it behind");
    }
    // Orphans come to us also if it could not adopt them.
    write_survivors(STDERR_FILENO, kill_descendants(patience));
    return has_exited && WEXITSTATUS(*status) == 0;  // else it has said what failed
}

}  // namespace game
