#include "game/match/referee_process.h"

#include "game/launch/start_failure.h"

#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// How long a referee may take for each message. It is counted in parts: one in which `game` was
/// suspended is no longer than another, and one in which an output held all readers, so that the
/// referee may have to wait to write on standard error, is not counted.
constexpr std::chrono::seconds message_limit(10);
constexpr std::chrono::milliseconds message_part(500);

/// How long its end may take after it has closed its output.
constexpr std::chrono::seconds end_limit(1);

/// How often it is looked at while its end is waited for.
constexpr std::chrono::milliseconds stop_interval(20);
constexpr std::chrono::milliseconds end_interval(1);

/// A longer line on standard error is relayed in pieces, as those of workers are.
constexpr std::size_t longest_error_line = 64UL * 1024;

}  // namespace

RefereeProcess::RefereeProcess(const RefereeServices& services) : services_(services) {}

async::Task<void> RefereeProcess::launch() {
    try {
        async::Pipe input = async::make_pipe();
        async::Pipe output = async::make_pipe();
        async::Pipe errors = async::make_pipe();
        input_ = std::make_unique<InputPipe>(services_.loop, std::move(input.write_end));
        output_.emplace(services_.loop, std::move(output.read_end), buffer_);
        errors_.emplace(services_.loop, std::move(errors.read_end), services_.buffer);
        child_ = services_.launcher.launch(
            services_.plan.referee(), 0,
            {input.read_end.get(), output.write_end.get(), errors.write_end.get()});
        input = {};
        output = {};
        errors = {};
        co_await child_->wait_until_started();
    } catch (const std::system_error& failure) {
        has_failed_ = true;
        changed_.notify_all();
        throw RefereeFault(
            fmt::format("cannot start the referee: {}",
                        describe_start_failure(services_.plan.describe(services_.plan.referee(), 0),
                                               failure.code())));
    }
    has_launched_ = true;
    changed_.notify_all();
}

async::Task<void> RefereeProcess::run() {
    while (!has_launched_ && !has_failed_ && !is_closing_) {
        co_await changed_.wait();
    }
    if (!has_launched_) co_return;
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(relay_errors());
    tasks.start(wait_for_end());
    tasks.start(stop_process());
    co_await tasks.join();
    child_.reset();  // which kills what it left behind
}

void RefereeProcess::close() {
    is_closing_ = true;
    if (input_) input_->close();
    changed_.notify_all();
}

async::Task<void> RefereeProcess::wait_for_end() {
    co_await child_->wait_until_ended();
    end_ = child_->end();
    changed_.notify_all();
    errors_->end_after_pending();
}

async::Task<void> RefereeProcess::relay_errors() {
    common::LineSplitter splitter(longest_error_line);
    async::Duration now{0};
    const auto report = [this, &now](std::string_view text, bool continued) {
        services_.reporter.line({now, 0, referee_label, Stream::standard_error, text, continued});
    };
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await errors_->read();
        now = services_.scale.since_start(services_.loop.now());
        splitter.feed(bytes, report);
        at_end = bytes.empty();
    }
    splitter.finish(report);
}

/// At the end of its input a referee exits; one that does not is stopped.
async::Task<void> RefereeProcess::stop_process() {
    while (!is_closing_ && !end_) {
        co_await changed_.wait();
    }
    for (const bool is_last : {false, true}) {
        const async::TimePoint end = async::later(services_.loop.now(), services_.stop_timeout);
        while (!end_ && services_.loop.now() < end) {
            co_await async::sleep_for(stop_interval);
        }
        if (end_) co_return;
        if (is_last) {
            static_cast<void>(child_->kill());
        } else {
            static_cast<void>(child_->terminate());
        }
    }
}

async::Task<void> RefereeProcess::start(const MatchStart& start, Announcement& news) {
    settings_ = start.settings.settings;
    messages_.emplace(start.players, !start.settings.start.empty());
    co_await launch();
    outgoing_.clear();
    sent_ = 0;
    append_referee_start(outgoing_, start);
    co_await exchange(news);
}

async::Task<void> RefereeProcess::play(const TurnMoves& moves, Announcement& news) {
    for (const MatchPlayer& player : moves.joining)
        messages_->add_player(player.name);
    outgoing_.clear();
    sent_ = 0;
    append_referee_moves(outgoing_, moves);
    take_message(output_->read_now());
    if (!lines_.empty()) {
        throw RefereeFault(
            fmt::format("the referee sent a message before the moves of turn {}", moves.turn));
    }
    co_await exchange(news);
}

/// Sends what is to be sent, and reads the answer.
async::Task<void> RefereeProcess::exchange(Announcement& news) {
    async::Duration silence{0};
    while (services_.has_limits && silence < message_limit) {
        async::Task<void> exchanging = exchange_now();
        try {
            co_await async::with_timeout(message_part, std::move(exchanging));
            break;
        } catch (const async::TimedOut&) {
            if (!services_.buffer.is_paused()) silence += message_part;
        }
    }
    if (!services_.has_limits) {
        co_await exchange_now();
    } else if (lines_.empty()) {
        throw RefereeFault(fmt::format("the referee was silent for {} s", message_limit.count()));
    }
    const std::string line = std::move(lines_.front());
    lines_.pop_front();
    messages_->read(line, news);
}

/// It may be stopped, and called again.
async::Task<void> RefereeProcess::exchange_now() {
    co_await send();
    co_await receive();
}

/// If it reads nothing more, its output will tell.
async::Task<void> RefereeProcess::send() {
    while (sent_ < outgoing_.size()) {
        const std::string_view left = std::string_view(outgoing_).substr(sent_);
        const std::optional<std::size_t> written = input_->write({left, {}, {}});
        if (!written) co_return;
        sent_ += *written;
        if (sent_ < outgoing_.size()) {
            co_await input_->wait_for_room();
        }
    }
}

/// Until there is a line.
async::Task<void> RefereeProcess::receive() {
    while (lines_.empty()) {
        if (is_too_long_) {
            throw RefereeFault(fmt::format("a message of the referee has more than {} MiB",
                                           max_referee_message >> 20U));
        }
        if (is_at_end_) {
            if (!end_due_) end_due_ = async::later(services_.loop.now(), end_limit);
            while (!end_ && services_.loop.now() < *end_due_) {
                co_await async::sleep_for(end_interval);
            }
            report_end();
        }
        const std::string_view bytes = co_await output_->read();
        is_at_end_ = bytes.empty();
        take_message(bytes);
    }
}

/// A part of a message, which completes it or not. At the end of the output, what there is.
void RefereeProcess::take_message(std::string_view bytes) {
    const auto take = [this](std::string_view line, bool continued) {
        if (continued) is_too_long_ = true;
        if (!is_too_long_) lines_.emplace_back(line);
    };
    if (is_at_end_) {
        splitter_.finish(take);
    } else {
        splitter_.feed(bytes, take);
    }
}

void RefereeProcess::report_end() {
    if (!end_ || end_->is_lost) throw RefereeFault("the referee closed its output");
    const async::ProcessEnd& end = end_->process;
    if (end.exited()) {
        throw RefereeFault(fmt::format("the referee ended with exit code {}", end.exit_code()));
    }
    throw RefereeFault(
        fmt::format("the referee was killed by SIG{}", ::sigabbrev_np(end.kill_signal())));
}

}  // namespace game
