#include "game/launch/fork_server.h"

#include "game/launch/fork_messages.h"

#include <cerrno>
#include <optional>
#include <stdexcept>

#include <signal.h>
#include <unistd.h>

namespace game {

/// One worker's process, registered with the server for as long as it lives.
class ForkServer::Process final : public Child {
  public:
    Process(ForkServer& server, std::uint64_t worker) : server_(server), worker_(worker) {
        server_.processes_.emplace(worker_, this);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() override {
        if (pid_) signal(SIGKILL);
        server_.processes_.erase(worker_);
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
        const std::error_code error = signal(SIGTERM);
        signal(SIGCONT);  // a process that is suspended cannot handle the first
        return error;
    }

    std::error_code kill() override { return signal(SIGKILL); }

    async::Task<void> wait_until_gone() override { return wait_until_ended(); }

    void set_started(pid_t pid, async::TimePoint time) {
        pid_ = pid;
        start_time_ = time;
        changed_.notify_all();
    }

    void set_failed(int error) {
        error_ = error;
        changed_.notify_all();
    }

    void set_ended(const ChildEnd& end) {
        end_ = end;
        changed_.notify_all();
    }

    /// The server is gone, and nobody will report an end.
    void set_lost(async::TimePoint time) {
        if (!pid_ && !error_) error_ = ECONNRESET;
        if (!end_) {
            end_ = ChildEnd{{}, time, true};
            end_->process.wait_status = SIGKILL;
        }
        changed_.notify_all();
    }

  private:
    /// Signals the process group, and the process itself if it has left that.
    std::error_code signal(int number) const {
        std::error_code error;
        if (::kill(-*pid_, number) != 0 && errno != ESRCH) {
            error = std::error_code(errno, std::generic_category());
        }
        const bool has_left_group = !end_ && ::getpgid(*pid_) != *pid_;
        if (has_left_group) ::kill(*pid_, number);
        return error;
    }

    ForkServer& server_;
    std::uint64_t worker_;
    std::optional<pid_t> pid_;
    async::TimePoint start_time_;
    std::optional<int> error_;
    std::optional<ChildEnd> end_;
    async::Condition changed_;
};

ForkServer::ForkServer(async::Loop& loop, async::FileDescriptor socket)
    : loop_(loop), socket_(loop, std::move(socket)) {}

std::unique_ptr<Child> ForkServer::launch(std::size_t entry, std::uint64_t worker,
                                          int standard_output, int standard_error) {
    auto process = std::make_unique<Process>(*this, worker);
    if (is_lost_) {
        process->set_lost(loop_.now());
        return process;
    }
    const ForkRequest request{entry, worker};
    const int outputs[] = {standard_output, standard_error};
    try {
        socket_.send(message_bytes(request), outputs);
    } catch (const std::system_error& failure) {
        process->set_failed(failure.code().value());
    }
    return process;
}

async::Task<void> ForkServer::run() {
    for (;;) {
        const std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
        if (!message) break;
        handle(*message);
    }
    is_lost_ = true;
    for (const auto& [worker, process] : processes_)
        process->set_lost(loop_.now());
    changed_.notify_all();
}

async::Task<void> ForkServer::wait_until_lost() {
    while (!is_lost_) {
        co_await changed_.wait();
    }
}

void ForkServer::handle(const async::MessageSocket::Message& message) {
    const std::optional<ForkReply> reply = read_message<ForkReply>(message.bytes);
    if (!reply) throw std::logic_error("the fork server sent an unknown message");
    const auto found = processes_.find(reply->worker);
    if (found == processes_.end()) return;
    Process& process = *found->second;
    switch (reply->kind) {
        case ForkReply::Kind::started:
            process.set_started(reply->pid, reply->start);
            break;
        case ForkReply::Kind::failed:
            process.set_failed(reply->error);
            break;
        case ForkReply::Kind::ended:
            process.set_ended({reply->end, loop_.now()});
            break;
    }
}

}  // namespace game
