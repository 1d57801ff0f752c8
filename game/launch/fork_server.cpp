#include "game/launch/fork_server.h"

#include "common/write.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <system_error>

#include <signal.h>
#include <sys/mman.h>

namespace game {

namespace {

/// In a file without a name. Throws std::system_error.
async::FileDescriptor write_description(const ProcessDescription& process) {
    async::FileDescriptor file(::memfd_create("process", MFD_CLOEXEC));
    if (!file.is_open()) throw std::system_error(errno, std::generic_category(), "memfd_create");
    common::write_all(file.get(), encode(process));
    return file;
}

}  // namespace

/// One worker's process, known to the server from its request to its release.
///
/// The server signals all that belongs to it: it has to find what has left the process group before
/// anything ends, since an orphan is nobody's descendant. While the server is stuck, the group at
/// least is signalled from here; the server holds the group's number until it is asked to release
/// it.
class ForkServer::Process final : public Child {
  public:
    Process(ForkServer& server, std::uint64_t id) : server_(server), id_(id) {
        server_.processes_.emplace(id_, this);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() override {
        set_waiting(false);
        server_.processes_.erase(id_);
        if (!error_) server_.post({ForkRequest::Kind::release, id_});
    }

    async::Task<pid_t> wait_until_started() override {
        while (!pid_ && !error_) {
            co_await changed_.wait();
        }
        if (error_) throw std::system_error(*error_, std::generic_category());
        co_return *pid_;
    }

    async::TimePoint start_time() const override { return start_time_; }

    async::Task<void> wait_until_ended() override {
        while (!end_) {
            co_await changed_.wait();
        }
    }

    const ChildEnd& end() const override { return *end_; }

    std::error_code terminate() override {
        request(ForkRequest::Kind::terminate, SIGTERM);
        return find_refusal();
    }

    std::error_code kill() override {
        request(ForkRequest::Kind::kill, SIGKILL);
        return find_refusal();
    }

    async::Task<void> wait_until_gone() override {
        while (!is_gone_) {
            co_await changed_.wait();
        }
    }

    /// Asks for the start of a worker of the plan.
    void start(std::size_t entry, std::uint64_t worker, const StandardDescriptors& standard) {
        StartRequest request;
        request.entry = entry;
        request.worker = worker;
        start(request, standard, -1);
    }

    /// Asks for the start of what is none of the plan.
    void start(const ProcessDescription& process, const StandardDescriptors& standard) {
        try {
            StartRequest request;
            request.has_description = true;
            const async::FileDescriptor description = write_description(process);
            start(request, standard, description.get());
        } catch (const std::system_error& failure) {
            set_failed(failure.code().value());
        }
    }

    void start(StartRequest request, const StandardDescriptors& standard, int description) {
        request.id = id_;
        request.releases = server_.releases_;
        request.has_input = standard.input >= 0;
        std::array<int, async::MessageSocket::max_descriptors> sent{standard.output,
                                                                    standard.error};
        std::size_t count = 2;
        for (const int more : {standard.input, description}) {
            if (more >= 0) sent[count++] = more;
        }
        try {
            server_.start_outbox_.post(message_bytes(request), std::span(sent).first(count));
            set_waiting(true);
        } catch (const std::system_error& failure) {
            set_failed(failure.code().value());
        }
    }

    void set_started(pid_t pid, async::TimePoint time) {
        set_waiting(false);
        pid_ = pid;
        start_time_ = time;
        changed_.notify_all();
    }

    void set_failed(int error) {
        set_waiting(false);
        error_ = error;
        changed_.notify_all();
    }

    void set_ended(const ChildEnd& end) {
        end_ = end;
        changed_.notify_all();
    }

    void set_gone() {
        set_waiting(false);
        is_gone_ = true;
        changed_.notify_all();
    }

    /// Called when the server has not answered for a while: does what it was asked and may not have
    /// done.
    void signal_by_itself() {
        if (server_.last_pong_ >= asked_at_ping_) return;
        if (asked_signal_ != 0) signal_group(asked_signal_);
        if (asked_signal_ == SIGTERM) signal_group(SIGCONT);
        asked_signal_ = 0;
    }

    /// The server is lost, and nobody will report an end.
    void set_lost() {
        if (!pid_ && !error_) error_ = ECONNRESET;
        if (!end_) {
            end_ = ChildEnd{{}, server_.loop_.now(), true};
            end_->process.wait_status = SIGKILL;
        }
        set_gone();
    }

  private:
    /// The error if we may not signal the group. What we may not, the server may not either.
    std::error_code find_refusal() const {
        if (signal_group(0) || errno == ESRCH) return {};
        return {errno, std::generic_category()};
    }

    /// As kill(2). When the server is lost, it does not hold the number any more.
    bool signal_group(int signal) const {
        return !pid_ || server_.is_lost_ || ::kill(-*pid_, signal) == 0;
    }

    /// The server handles messages in their order: when it answers the next ping, it has handled
    /// this request.
    void request(ForkRequest::Kind kind, int signal) {
        asked_signal_ = signal;
        asked_at_ping_ = server_.last_ping_ + 1;
        if (!is_gone_) set_waiting(true);
        server_.post({kind, id_});
    }

    void set_waiting(bool is_waiting) {
        if (is_waiting == is_waiting_) return;
        is_waiting_ = is_waiting;
        server_.waiting_ += is_waiting ? 1 : -1;
        if (is_waiting) server_.asked_.notify_all();
    }

    ForkServer& server_;
    std::uint64_t id_;
    std::optional<pid_t> pid_;
    async::TimePoint start_time_;
    std::optional<int> error_;
    std::optional<ChildEnd> end_;
    bool is_gone_ = false;
    bool is_waiting_ = false;  ///< for an answer
    int asked_signal_ = 0;     ///< the last one that the server was asked to send
    std::uint64_t asked_at_ping_ = 0;
    async::Condition changed_;
};

ForkServer::ForkServer(async::Loop& loop, ForkSockets sockets, pid_t pid, Watchdog watchdog)
    : loop_(loop),
      socket_(loop, std::move(sockets.control)),
      start_socket_(loop, std::move(sockets.starts)),
      outbox_(socket_),
      start_outbox_(start_socket_),
      pid_(pid),
      watchdog_(watchdog) {}

ForkServer::~ForkServer() {
    if (processes_.empty() && outbox_.is_empty() && start_outbox_.is_empty())
        post({ForkRequest::Kind::finish});
}

std::unique_ptr<Child> ForkServer::launch(std::size_t entry, std::uint64_t worker,
                                          const StandardDescriptors& descriptors) {
    auto process = std::make_unique<Process>(*this, ++last_id_);
    if (is_lost_) {
        process->set_lost();
    } else {
        process->start(entry, worker, descriptors);
    }
    return process;
}

std::unique_ptr<Child> ForkServer::launch(const ProcessDescription& description,
                                          const StandardDescriptors& descriptors) {
    auto process = std::make_unique<Process>(*this, ++last_id_);
    if (is_lost_) {
        process->set_lost();
    } else {
        process->start(description, descriptors);
    }
    return process;
}

/// Called by destructors too: where not even the memory for a request is left, the server finds out
/// at the end.
void ForkServer::post(const ForkRequest& request) {
    if (is_lost_) return;
    try {
        outbox_.post(message_bytes(request));
        if (request.kind == ForkRequest::Kind::release) ++releases_;
    } catch (const std::bad_alloc&) {
        return;
    } catch (const std::system_error&) {
        return;  // the next receive says that the server is gone
    }
}

async::Task<void> ForkServer::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(handle_replies(tasks));
    tasks.start(outbox_.run());
    tasks.start(start_outbox_.run());
    tasks.start(watch(tasks));
    co_await tasks.join();
    set_lost();
}

void ForkServer::set_lost() {
    is_lost_ = true;
    for (const auto& [id, process] : processes_)
        process->set_lost();
    losing_.notify_all();
}

async::Task<void> ForkServer::wait_until_lost() {
    while (!is_lost_) {
        co_await losing_.wait();
    }
}

async::Task<void> ForkServer::handle_replies(async::TaskGroup& tasks) {
    for (;;) {
        const std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
        if (!message) break;
        handle(*message);
    }
    tasks.stop();
}

/// A server that is stopped is continued first: a worker may have done that to its parent.
/// Intervals are counted, not time: when the whole machine was suspended, nobody was stuck.
async::Task<void> ForkServer::watch(async::TaskGroup& tasks) {
    int unanswered = 0;
    while (unanswered < watchdog_.most_unanswered) {
        while (waiting_ == 0) {
            co_await asked_.wait();
        }
        post({ForkRequest::Kind::ping, ++last_ping_});
        co_await async::sleep_for(watchdog_.ping_interval);
        const bool is_answered = last_pong_ == last_ping_;
        unanswered = is_answered ? 0 : unanswered + 1;
        if (!is_answered) ::kill(pid_, SIGCONT);
        if (unanswered >= 2) signal_by_ourselves();
    }
    ::kill(pid_, SIGKILL);
    tasks.stop();
}

void ForkServer::signal_by_ourselves() {
    for (const auto& [id, process] : processes_)
        process->signal_by_itself();
}

void ForkServer::handle(const async::MessageSocket::Message& message) {
    const std::optional<ForkReply> reply = read_message<ForkReply>(message.bytes);
    if (!reply) throw std::logic_error("the fork server sent an unknown message");
    if (reply->kind == ForkReply::Kind::pong) {
        last_pong_ = std::max(last_pong_, reply->id);
        return;
    }
    const auto found = processes_.find(reply->id);
    if (found == processes_.end()) return;
    Process& process = *found->second;
    switch (reply->kind) {
        case ForkReply::Kind::started:
            process.set_started(reply->pid, reply->time);
            break;
        case ForkReply::Kind::failed:
            process.set_failed(reply->error);
            break;
        case ForkReply::Kind::ended:
            process.set_ended({reply->end, reply->time});
            break;
        case ForkReply::Kind::gone:
            process.set_gone();
            break;
        case ForkReply::Kind::pong:
            break;
    }
}

}  // namespace game
