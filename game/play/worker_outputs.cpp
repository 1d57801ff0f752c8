#include "game/play/worker_outputs.h"

#include <utility>

namespace game {

namespace {

/// A longer line is relayed in pieces of at most this size.
constexpr std::size_t longest_line = 64UL * 1024;

}  // namespace

WorkerOutputs::Relay::Relay(Stream which) : stream(which), splitter(longest_line) {}

WorkerOutputs::WorkerOutputs(const WorkerServices& services, std::uint64_t worker,
                             const std::string& label, Contestant* contestant,
                             std::function<void()> on_end)
    : services_(services),
      worker_(worker),
      label_(label),
      contestant_(contestant),
      on_end_(std::move(on_end)) {}

WorkerOutputs::WriteEnds WorkerOutputs::open() {
    async::Pipe output = async::make_pipe();
    async::Pipe error = async::make_pipe();
    output_.pipe.emplace(services_.loop, std::move(output.read_end), services_.buffer);
    error_.pipe.emplace(services_.loop, std::move(error.read_end), services_.buffer);
    return {std::move(output.write_end), std::move(error.write_end)};
}

void WorkerOutputs::close() {
    output_.pipe.reset();
    error_.pipe.reset();
}

void WorkerOutputs::start(async::TaskGroup& tasks) {
    tasks.start(relay(output_));
    tasks.start(relay(error_));
}

async::Task<void> WorkerOutputs::relay(Relay& relay) {
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await relay.pipe->read();
        relay_bytes(relay, bytes);
        at_end = bytes.empty();
    }
    --open_;
    if (open_ == 0) on_end_();
}

/// A line is reported where it lies in the readers' buffer, before any other task may run. No bytes
/// are the end.
void WorkerOutputs::relay_bytes(Relay& relay, std::string_view bytes) {
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    const auto report = [this, &relay, now](std::string_view text, bool continued) {
        relay_line(relay, now, text, continued);
    };
    if (!bytes.empty()) {
        relay.splitter.feed(bytes, report);
        return;
    }
    relay.splitter.finish(report);
    const bool is_output = relay.stream == Stream::standard_output;
    if (is_output && contestant_ != nullptr) services_.match->note_output_end(*contestant_);
}

/// A part of a line means nothing in a match.
void WorkerOutputs::relay_line(Relay& relay, async::Duration now, std::string_view text,
                               bool continued) {
    ++lines_;
    LineEvent event{now, worker_, label_, relay.stream, text, continued};
    if (services_.match != nullptr) event.turn = services_.match->open_turn();
    services_.audience.line(event);
    const bool is_whole = !continued && !relay.is_in_line;
    relay.is_in_line = continued;
    const bool is_output = relay.stream == Stream::standard_output;
    if (contestant_ != nullptr && is_output && is_whole) services_.match->hear(*contestant_, text);
}

/// Standard error as well: a worker that must wait for us to read it cannot answer either.
std::size_t WorkerOutputs::read_pending() {
    std::size_t count = 0;
    for (Relay* const relay : {&error_, &output_}) {
        const std::string_view bytes = relay->pipe->read_now();
        if (!bytes.empty()) relay_bytes(*relay, bytes);
        count += bytes.size();
    }
    return count;
}

void WorkerOutputs::cut() {
    output_.pipe->end_after_pending();
    error_.pipe->end_after_pending();
}

}  // namespace game
