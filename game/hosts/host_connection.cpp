#include "game/hosts/host_connection.h"

#include "common/text/line_splitter.h"
#include "common/text/visible_text.h"
#include "game/launch/byte_fields.h"
#include "game/launch/find_program.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>

namespace game {

namespace {

constexpr std::size_t answers_size = 256UL * 1024;

/// How long the transport may need to end, once it is at the end of its output, was let go or was
/// asked to end.
constexpr std::chrono::seconds end_limit(1);
constexpr std::chrono::seconds close_limit(3);

/// A longer line of the transport is taken in pieces.
constexpr std::size_t longest_error_line = 4096;

/// With which a shell ends that has not found the program.
constexpr int exit_not_found = 127;

/// Larger pipes: writer and reader of a flood wake each other less often.
void enlarge(int pipe) {
    constexpr int capacity = 256 * 1024;
    ::fcntl(pipe, F_SETPIPE_SZ, capacity);
}

}  // namespace

HostConnection::HostConnection(const HostServices& services, const Host& host,
                               std::function<void()> on_change)
    : services_(services),
      host_(host),
      on_change_(std::move(on_change)),
      buffer_(answers_size),
      receiver_(Side::agent),
      gate_([this] { return sender_->is_full(); }) {}

async::TimePoint HostConnection::to_our_clock(async::TimePoint time) const {
    const async::TimePoint now = services_.loop.now();
    return offset_ ? std::min(time + *offset_, now) : now;
}

async::Task<void> HostConnection::run() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    try {
        launch();
        tasks_->start(output_->run());
        tasks_->start(watch_transport());
        tasks_->start(read_frames());
        tasks_->start(relay_errors());
        tasks_->start(beat());
        tasks_->start(open_gate());
    } catch (const std::system_error& error) {
        lose(error.code().message());
    }
    co_await tasks_->join();
    transport_.reset();  // which kills what is left of it
    has_ended_ = true;
    on_change_();
}

void HostConnection::launch() {
    async::Pipe input = async::make_pipe();
    async::Pipe output = async::make_pipe();
    async::Pipe error = async::make_pipe();
    enlarge(output.read_end.get());
    input_pipe_ = std::move(input.write_end);
    output_.emplace(services_.loop, input_pipe_.get(), Overflow::keep());
    sender_.emplace(*output_);
    answers_.emplace(services_.loop, std::move(output.read_end), buffer_);
    errors_.emplace(services_.loop, std::move(error.read_end), buffer_);
    ProcessDescription command;
    command.words = host_.connect;
    command.words.insert(command.words.end(), {host_.agent, "--agent"});
    command.folder = services_.folder;
    transport_ = services_.connect(
        command, {input.read_end.get(), output.write_end.get(), error.write_end.get()});
    sender_->greet(Side::near);
}

std::uint64_t HostConnection::start(HostChild& child, const ProcessDescription& process,
                                    bool has_input) {
    children_.emplace(++last_id_, &child);
    std::string payload;
    ByteWriter writer(payload);
    writer.number(has_input ? 1 : 0);
    writer.text(encode(process));
    post(FrameKind::start, last_id_, payload);
    return last_id_;
}

void HostConnection::post(FrameKind kind, std::uint64_t id, std::string_view payload) {
    if (state_ == State::lost) return;
    sender_->post(kind, id, payload);
}

void HostConnection::release(std::uint64_t id) {
    post(FrameKind::release, id);
    forget(id);
}

async::Task<void> HostConnection::watch_transport() {
    try {
        co_await transport_->wait_until_started();
    } catch (const std::system_error& error) {
        lose(fmt::format("{}: {}", common::visible(host_.connect.front()), error.code().message()));
        co_return;
    }
    has_started_ = true;
    co_await transport_->wait_until_ended();
    has_transport_ended_ = true;
    transport_ended_.notify_all();
}

async::Task<void> HostConnection::wait_for_end() {
    while (!has_transport_ended_) {
        co_await transport_ended_.wait();
    }
}

/// At the end of the output, the end of the command says why.
async::Task<void> HostConnection::read_frames() {
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await answers_->read();
        at_end = bytes.empty();
        is_heard_ = true;
        try {
            receiver_.feed(bytes, [this](const Frame& frame) { handle(frame); });
        } catch (const BadFrame& bad) {
            lose(bad.what());
        }
        if (state_ == State::lost) co_return;
    }
    async::Task<void> end = wait_for_end();
    try {
        co_await async::with_timeout(end_limit, std::move(end));
    } catch (const async::TimedOut&) {
        // On purpose: it has no more to say.
    }
    if (state_ == State::closing) {
        tasks_->start(end_transport());
    } else {
        lose(describe_end());
    }
}

std::string HostConnection::describe_end() const {
    if (!has_transport_ended_) return "the connection was closed";
    const async::ProcessEnd& end = transport_->end().process;
    if (!end.exited()) {
        return fmt::format("its connection ended: SIG{}", ::sigabbrev_np(end.kill_signal()));
    }
    if (state_ == State::connecting && end.exit_code() == exit_not_found) {
        return fmt::format(
            "{} was not found there: copy this program, a single file, to it (scp {} HOST:), or "
            "set "
            "\"agent\" to its path there",
            common::visible(host_.agent), common::visible(find_self()));
    }
    return fmt::format("its connection ended: exit code {}", end.exit_code());
}

void HostConnection::handle(const Frame& frame) {
    if (frame.kind == FrameKind::beat) {
        const std::optional<std::uint64_t> clock = decode_number(frame.payload);
        if (!clock) throw BadFrame("protocol error: a beat without a time");
        const async::Duration offset = services_.loop.exact_now() - clock_time(*clock);
        offset_ = offset_ ? std::min(*offset_, offset) : offset;
        if (state_ != State::connecting) return;
        state_ = State::connected;
        on_change_();
    } else if (frame.kind != FrameKind::bye) {
        const auto found = children_.find(frame.id);  // or it was released meanwhile
        if (found != children_.end()) found->second->handle(frame);
    }
}

/// The children may ask for another host, or end, while they are told.
void HostConnection::lose(const std::string& reason) {
    if (state_ == State::lost || state_ == State::closing) return;
    const bool was_connected = state_ == State::connected;
    state_ = State::lost;
    services_.warn(fmt::format("host {} {}: {}", host_.name,
                               was_connected ? "is lost" : "cannot be used", reason));
    const async::TimePoint now = services_.loop.now();
    std::map<std::uint64_t, HostChild*> children;
    children.swap(children_);
    on_change_();
    for (const auto& [id, child] : children)
        child->lose_connection(now);
    tasks_->start(end_transport());
}

/// What the transport itself says is for the operator.
async::Task<void> HostConnection::relay_errors() {
    common::LineSplitter splitter(longest_error_line);
    const auto warn = [this](std::string_view text, bool) {
        services_.warn(fmt::format("host {}: {}", host_.name, text));
    };
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await errors_->read();
        at_end = bytes.empty();
        splitter.feed(bytes, warn);
    }
    splitter.finish(warn);
}

/// Beats are counted, not time: when this machine was suspended, the other one was not silent.
async::Task<void> HostConnection::beat() {
    for (int silent = 0; silent < most_silent_beats;) {
        co_await async::sleep_for(beat_interval);
        for (const auto& [id, child] : children_)
            child->flush();
        if (!receiver_.is_greeted()) continue;
        post(FrameKind::beat, 0, encode_number(clock_number(services_.loop.now())));
        silent = is_heard_ ? 0 : silent + 1;
        is_heard_ = false;
    }
    lose(fmt::format("nothing was heard from it for {} s", most_silent_beats));
}

async::Task<void> HostConnection::open_gate() {
    for (;;) {
        co_await gate_.wait_for_held();
        co_await output_->wait_for_room();
        gate_.resume();
    }
}

void HostConnection::close() {
    if (state_ == State::lost || state_ == State::closing || !tasks_) return;
    const bool was_connected = state_ == State::connected;
    if (was_connected) post(FrameKind::bye, 0);
    state_ = State::closing;
    if (was_connected) {
        tasks_->start(limit_close());
    } else {
        tasks_->start(end_transport());
    }
}

async::Task<void> HostConnection::limit_close() {
    co_await async::sleep_for(close_limit);
    co_await end_transport();
}

/// SIGTERM first: what stands in for a process elsewhere can end that one.
async::Task<void> HostConnection::end_transport() {
    if (has_started_) {
        static_cast<void>(transport_->terminate());
        async::Task<void> gone = transport_->wait_until_gone();
        try {
            co_await async::with_timeout(end_limit, std::move(gone));
        } catch (const async::TimedOut&) {
            static_cast<void>(transport_->kill());
        }
    }
    tasks_->stop();
}

}  // namespace game
