#include "game/play/worker.h"

#include "common/text/line_splitter.h"

#include <string_view>

namespace game {

namespace {

/// A longer line is relayed in pieces of this size.
constexpr std::size_t longest_line = 64UL * 1024;

/// How long we read on when a process has ended and something that it left behind holds its pipes.
constexpr std::chrono::seconds grace(1);

}  // namespace

Worker::Worker(const WorkerServices& services, std::size_t entry, std::uint64_t number)
    : services_(services),
      entry_(entry),
      number_(number),
      label_(services.plan.label(entry, number)) {}

async::Task<std::error_code> Worker::try_to_start() {
    std::error_code problem;
    try {
        co_await start();
    } catch (const std::system_error& failure) {
        problem = failure.code();
    }
    co_return problem;
}

async::Task<void> Worker::start() {
    child_.reset();
    standard_output_.reset();  // of an earlier try: it may be the descriptors that are short
    standard_error_.reset();
    async::Pipe output = async::make_pipe();
    async::Pipe error = async::make_pipe();
    async::Loop& loop = services_.loop;
    standard_output_.emplace(loop, std::move(output.read_end), services_.buffer);
    standard_error_.emplace(loop, std::move(error.read_end), services_.buffer);
    child_ =
        services_.launcher.launch(entry_, number_, output.write_end.get(), error.write_end.get());
    pid_ = co_await child_->wait_until_started();
    start_time_ = child_->start_time();
    report_start(pid_);
}

ExitEvent Worker::give_up(int error) {
    report_start(std::nullopt);
    ExitEvent event = end_as(ExitStatus::cannot_start);
    event.error = std::generic_category().message(error);
    event.failed = true;
    return event;
}

void Worker::report_start(std::optional<pid_t> pid) {
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    const std::vector<std::string> command = services_.plan.command(entry_, number_);
    services_.reporter.started({now, number_, label_, pid, command});
}

/// Each stage is a task of its own, so that its memory is needed only while it lasts.
async::Task<void> Worker::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup company(context);
    company.start(relay(*standard_output_, Stream::standard_output));
    company.start(relay(*standard_error_, Stream::standard_error));
    company.start(live());
    co_await company.join();
}

/// A line is reported where it lies in the readers' buffer, before anybody else may run.
async::Task<void> Worker::relay(async::PipeReader& pipe, Stream stream) {
    common::LineSplitter splitter(longest_line);
    async::Duration now{0};
    const auto report = [this, &now, stream](std::string_view text, bool continued) {
        ++lines_;
        services_.reporter.line({now, number_, label_, stream, text, continued});
    };
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await pipe.read();
        now = services_.scale.since_start(services_.loop.now());
        splitter.feed(bytes, report);
        at_end = bytes.empty();
    }
    splitter.finish(report);
    --open_outputs_;
    relayed_.notify_all();
}

/// Waits for the process' end, and for its outputs'.
async::Task<void> Worker::live() {
    const async::TaskContext& context = co_await async::current_context();
    limits_.emplace(context);
    if (stop_cause_) limits_->start(terminate());
    const std::optional<async::Duration> timeout = services_.plan.entry(entry_).timeout;
    if (timeout) limits_->start(limit_time(*timeout));
    co_await child_->wait_until_ended();
    limits_->stop();
    co_await limits_->join();
    limits_.reset();
    if (open_outputs_ > 0) {
        co_await finish();
    }
}

/// Waits for the outputs' end, which something that the process left behind may hold up.
async::Task<void> Worker::finish() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup ending(context);
    ending.start(end_outputs_after_grace());
    while (open_outputs_ > 0) {
        co_await relayed_.wait();
    }
    ending.stop();
    co_await ending.join();
}

async::Task<void> Worker::limit_time(async::Duration timeout) {
    const async::Duration real = services_.scale.to_real(timeout);
    co_await async::sleep_for(real);
    stop(StopCause::timeout);
}

async::Task<void> Worker::terminate() {
    child_->terminate();
    co_await async::sleep_for(services_.stop_timeout);
    kill();
}

void Worker::stop(StopCause cause) {
    if (stop_cause_) return;
    stop_cause_ = cause;
    if (limits_) limits_->start(terminate());
}

void Worker::kill() const {
    child_->kill();
}

async::Task<void> Worker::end_outputs_after_grace() {
    co_await async::sleep_for(grace);
    standard_output_->end_after_pending();
    standard_error_->end_after_pending();
}

ExitEvent Worker::end_as(ExitStatus status) const {
    ExitEvent event;
    event.t = services_.scale.since_start(services_.loop.now());
    event.worker = number_;
    event.label = label_;
    event.status = status;
    return event;
}

ExitEvent Worker::end() const {
    const async::ProcessEnd& end = child_->end().process;
    ExitEvent event = end_as(ExitStatus::exited);
    if (end.exited()) {
        event.exit_code = end.exit_code();
    } else {
        event.status = ExitStatus::signaled;
        event.signal = end.kill_signal();
    }
    if (stop_cause_ == StopCause::timeout) event.status = ExitStatus::timed_out;
    event.failed = event.status != ExitStatus::exited || event.exit_code != 0;
    if (stop_cause_ == StopCause::request) event.failed = false;
    event.ran = event.t - services_.scale.since_start(start_time_);
    event.user_time = end.user_time;
    event.system_time = end.system_time;
    event.max_rss_bytes = end.max_rss_bytes;
    event.lines = lines_;
    return event;
}

}  // namespace game
