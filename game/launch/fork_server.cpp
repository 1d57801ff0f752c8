#include "game/launch/fork_server.h"

#include "game/launch/fork_messages.h"

#include <system_error>

#include <signal.h>
#include <unistd.h>

namespace game {

ForkServer::ForkServer(async::Loop& loop, async::FileDescriptor socket)
    : socket_(loop, std::move(socket)) {}

async::Task<void> ForkServer::run() {
    for (;;) {
        const std::optional<async::MessageSocket::Message> message = co_await socket_.receive();
        if (!message) break;
        arrived(*message);
    }
    is_gone_ = true;
    for (const auto& [worker, child] : children_)
        child->lost();
    losing_.notify_all();
}

async::Task<void> ForkServer::lost() {
    while (!is_gone_) {
        co_await losing_.wait();
    }
}

void ForkServer::arrived(const async::MessageSocket::Message& message) {
    const std::optional<ForkReply> reply = read_message<ForkReply>(message.bytes);
    if (!reply) throw std::logic_error("the fork server said something unknown");
    const auto found = children_.find(reply->worker);
    if (found == children_.end()) return;
    Child& child = *found->second;
    switch (reply->kind) {
        case ForkReply::Kind::started:
            child.pid_ = reply->pid;
            child.start_time_ = reply->start;
            break;
        case ForkReply::Kind::failed:
            child.error_ = reply->error;
            break;
        case ForkReply::Kind::ended:
            child.end_ = reply->end;
            break;
    }
    child.waiting_.notify_all();
}

ForkServer::Child::Child(ForkServer& server, std::size_t entry, std::uint64_t worker,
                         int standard_output, int standard_error)
    : server_(server), worker_(worker) {
    server_.children_.emplace(worker_, this);
    const ForkRequest request{entry, worker};
    const int outputs[] = {standard_output, standard_error};
    try {
        if (!server_.is_gone_) server_.socket_.send(message_bytes(request), outputs);
    } catch (const std::system_error& failure) {
        error_ = failure.code().value();
    }
    if (server_.is_gone_) lost();
}

ForkServer::Child::~Child() {
    server_.children_.erase(worker_);
}

async::Task<pid_t> ForkServer::Child::started() {
    while (!pid_ && !error_) {
        co_await waiting_.wait();
    }
    if (error_) throw std::system_error(*error_, std::generic_category());
    co_return *pid_;
}

async::Task<void> ForkServer::Child::ended() {
    while (!end_) {
        co_await waiting_.wait();
    }
}

void ForkServer::Child::signal_group(int signal) const {
    ::kill(-*pid_, signal);
    const bool has_left_group = !end_ && ::getpgid(*pid_) != *pid_;
    if (has_left_group) ::kill(*pid_, signal);
}

/// The server is gone. What is known to run is being killed, since its end will not be told.
void ForkServer::Child::lost() {
    if (!pid_ && !error_) error_ = ECONNRESET;
    if (!end_) end_.emplace().wait_status = SIGKILL;
    waiting_.notify_all();
}

}  // namespace game
