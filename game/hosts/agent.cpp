#include "game/hosts/agent.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "game/launch/byte_fields.h"
#include "game/launch/find_program.h"
#include "game/launch/fork_server_process.h"
#include "game/launch/process_tree.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

#include <malloc.h>
#include <unistd.h>

namespace game {

namespace {

/// How long what was started has to end by itself, when the near end is gone; as long as the fork
/// server gives it when `game` is.
constexpr std::chrono::milliseconds end_grace(700);

/// How long the last frames may need.
constexpr std::chrono::seconds finish_limit(2);

constexpr std::size_t requests_size = 64UL * 1024;

}  // namespace

Agent::Agent(async::Loop& loop, ForkServer& fork_server)
    : loop_(loop),
      fork_server_(fork_server),
      input_(loop, STDIN_FILENO),
      output_(loop, STDOUT_FILENO, Overflow::keep()),
      sender_(output_),
      gate_([this] { return sender_.is_full(); }),
      receiver_(Side::near) {}

/// Once the near end is gone, workers end because they are ended here: should it still listen, they
/// are lost to it.
void Agent::post(FrameKind kind, std::uint64_t id, std::string_view payload) {
    if (is_over_ && !has_bye_) return;
    sender_.post(kind, id, payload);
}

async::Task<bool> Agent::run() {
    const async::TaskContext& context = co_await async::current_context();
    sender_.greet(Side::agent);
    post(FrameKind::beat, 0, encode_number(clock_number(async::SteadyTime().now())));
    tasks_.emplace(context);
    tasks_->start(fork_server_.run());
    tasks_->start(output_.run());
    tasks_->start(open_gate());
    tasks_->start(serve_until_over());
    co_await tasks_->join();
    co_return has_bye_;
}

async::Task<void> Agent::serve_until_over() {
    const async::TaskContext& context = co_await async::current_context();
    worker_tasks_.emplace(context);
    worker_tasks_->start(read_frames());
    worker_tasks_->start(beat());
    worker_tasks_->start(watch_fork_server());
    worker_tasks_->start(finish());
    co_await worker_tasks_->join();
    workers_.clear();
    tasks_->stop();
}

/// Without it nothing can be started here: the other side must not think that there is room.
async::Task<void> Agent::watch_fork_server() {
    co_await fork_server_.wait_until_lost();
    is_over_ = true;
    over_.notify_all();
}

async::Task<void> Agent::finish() {
    while (!is_over_) {
        co_await over_.wait();
    }
    if (has_bye_) {
        post(FrameKind::bye, 0, {});
        async::Task<void> drained = output_.wait_until_drained();
        try {
            co_await async::with_timeout(finish_limit, std::move(drained));
        } catch (const async::TimedOut&) {
            has_bye_ = false;  // nobody reads it
        }
    } else {
        async::Task<void> ending = end_workers();
        try {
            co_await async::with_timeout(end_grace, std::move(ending));
        } catch (const async::TimedOut&) {
            // On purpose: what is left is killed.
        }
    }
    worker_tasks_->stop();
}

/// In good order first. What does not end is killed when the fork server is let go.
async::Task<void> Agent::end_workers() {
    constexpr std::chrono::milliseconds pause(10);
    for (const auto& [id, worker] : workers_)
        worker->terminate();
    while (!std::ranges::all_of(workers_,
                                [](const auto& worker) { return worker.second->is_gone(); })) {
        co_await async::sleep_for(pause);
    }
}

async::Task<void> Agent::read_frames() {
    std::array<char, requests_size> buffer{};
    for (;;) {
        const std::size_t count = co_await input_.read(buffer);
        if (count == 0 || is_over_) break;
        is_heard_ = true;
        try {
            const std::string_view bytes(buffer.data(), count);
            receiver_.feed(bytes, [this](const Frame& frame) { handle(frame); });
        } catch (const BadFrame& bad) {
            common::complain(std::string("game --agent: ") + bad.what() + "\n");
            break;
        }
    }
    is_over_ = true;
    over_.notify_all();
}

void Agent::handle(const Frame& frame) {
    if (is_over_ || frame.kind == FrameKind::beat) return;
    if (frame.kind == FrameKind::bye) {
        has_bye_ = true;
        is_over_ = true;
        over_.notify_all();
    } else if (frame.kind == FrameKind::start) {
        start(frame);
    } else {
        const auto found = workers_.find(frame.id);  // or its start has failed
        if (found != workers_.end()) found->second->handle(frame);
    }
}

void Agent::start(const Frame& frame) {
    ByteReader reader(frame.payload);
    const bool has_input = reader.number() != 0;
    std::optional<ProcessDescription> process = decode_process_description(reader.text());
    if (!reader.is_at_end() || !process || workers_.contains(frame.id)) {
        throw BadFrame("protocol error: an invalid request for a start");
    }
    if (process->players_word) process->words[*process->players_word] = find_players(std::nullopt);
    if (process->game_word) process->words[*process->game_word] = find_self();
    try {
        AgentLink& link = *this;
        workers_.emplace(frame.id, std::make_unique<AgentWorker>(link, fork_server_, frame.id,
                                                                 std::move(*process), has_input));
        worker_tasks_->start(supervise(frame.id));
    } catch (const std::system_error& error) {
        std::string payload;
        ByteWriter writer(payload);
        writer.number(static_cast<std::uint64_t>(error.code().value()));
        writer.text(error.code().message());
        post(FrameKind::failed, frame.id, payload);
    }
}

async::Task<void> Agent::supervise(std::uint64_t id) {
    AgentWorker& worker = *workers_.at(id);
    co_await worker.run();
    workers_.erase(id);
}

async::Task<void> Agent::beat() {
    // If the output has failed, the near end hears nothing, and takes this host for lost.
    for (int silent = 0; silent < most_silent_beats && !output_.failure();) {
        co_await async::sleep_for(beat_interval);
        post(FrameKind::beat, 0, encode_number(clock_number(async::SteadyTime().now())));
        for (const auto& [id, worker] : workers_)
            worker->flush();
        silent = is_heard_ ? 0 : silent + 1;
        is_heard_ = false;
    }
    is_over_ = true;
    over_.notify_all();
}

async::Task<void> Agent::open_gate() {
    for (;;) {
        co_await gate_.wait_for_held();
        co_await output_.wait_for_room();
        gate_.resume();
    }
}

int run_agent(const FindBody& find_body) {
    ::malloc_trim(0);  // a worker's peak memory is no less than that of the process that starts it
    auto [ours, theirs] = make_fork_sockets();
    const pid_t self = ::getpid();
    const pid_t pid = fork_sheltered();
    if (pid == 0) {
        ours = {};
        const auto no_plan = [](std::size_t, std::uint64_t) -> async::ProcessOptions {
            throw std::system_error(std::make_error_code(std::errc::not_supported));
        };
        return serve_forks(std::move(theirs), {no_plan, find_body}, self);
    }
    theirs = {};
    ForkServerProcess server(pid);
    bool is_finished = false;
    {
        static_cast<void>(adopt_orphans());  // if that fails, the fork server says so
        async::raise_descriptor_limit();
        async::require_loop_descriptors();
        async::SteadyTime time;
        async::Loop loop(time);
        ForkServer fork_server(loop, std::move(ours), pid);
        Agent agent(loop, fork_server);
        is_finished = loop.run(agent.run());
    }
    const bool is_clean = server.wait();
    return is_finished && is_clean ? common::exit_success : common::exit_failure;
}

}  // namespace game
