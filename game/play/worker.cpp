#include "game/play/worker.h"

#include "game/launch/start_failure.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// How long pipes are read that something holds open after the process has ended.
constexpr std::chrono::seconds grace(1);

/// Its part in the match. Null if it has none, or there is no match.
Contestant* reserve_part(const WorkerServices& services, std::size_t entry, std::uint64_t number) {
    if (services.match == nullptr) return nullptr;
    const Entry& what = services.plan.entry(entry);
    const bool is_planned = entry < services.plan.script_size() && what.time == async::Duration(0);
    return services.match->reserve(number, what.plays, is_planned);
}

}  // namespace

Worker::Worker(const WorkerServices& services, std::size_t entry, std::uint64_t number)
    : services_(services),
      entry_(entry),
      number_(number),
      label_(services.plan.label(entry, number)),
      contestant_(reserve_part(services, entry, number)),
      outputs_(services, number, label_, contestant_, [this] { handle(Event::outputs_ended); }),
      start_time_(services.loop.now()) {}

void Worker::handle(Event event) {
    switch (state_) {
        case State::starting:
            if (!tasks_) return;  // it waits for its next try to start
            if (event == Event::stop_requested) {
                tasks_->start(handle_after(services_.stop_timeout, Event::stop_timeout_over));
            } else if (event == Event::stop_timeout_over || event == Event::kill_requested) {
                give_up_start();
            }
            return;
        case State::running:
            if (event == Event::process_ended) {
                drain();
            } else if (event == Event::stop_requested) {
                stop_process();
            } else if (event == Event::kill_requested) {
                stop_process();
                kill_process();
            }
            return;
        case State::stopping:
            if (event == Event::group_gone ||
                (event == Event::process_ended && (is_killed_ || process_end_->is_lost))) {
                drain();
            } else if (event == Event::stop_timeout_over || event == Event::kill_requested) {
                kill_process();
            } else if (event == Event::shutdown_requested && is_killed_) {
                tasks_->start(handle_after(services_.stop_timeout, Event::stop_timeout_over));
            } else if (event == Event::kill_timeout_over) {
                give_up_process();
            }
            return;
        case State::draining:
            if (event == Event::outputs_ended) {
                finish();
            } else if (event == Event::grace_over) {
                outputs_.cut();
            }
            return;
        case State::ended:
            return;
    }
}

void Worker::stop(StopCause cause) {
    const bool is_first = !stop_cause_;
    if (is_first) {
        stop_cause_ = cause;
        stop_time_ = services_.loop.now();
    }
    if (cause == StopCause::request) is_requested_to_stop_ = true;
    if (cause == StopCause::shutdown) is_shutdown_ = true;
    if (is_first) handle(Event::stop_requested);
    if (cause == StopCause::shutdown) handle(Event::shutdown_requested);
}

void Worker::stop_process() {
    state_ = State::stopping;
    warn_once(child_->terminate());
    tasks_->start(wait_until_gone());
    tasks_->start(handle_after(services_.stop_timeout, Event::stop_timeout_over));
}

/// If the process has ended, nothing that it left behind is waited for any longer.
void Worker::kill_process() {
    is_killed_ = true;
    const std::error_code error = child_->kill();
    warn_once(error);
    if (process_end_) {
        drain();
    } else if (is_shutdown_ && error) {
        give_up_process();
    } else if (is_shutdown_) {
        tasks_->start(limit_kill());
    }
}

void Worker::give_up_start() {
    start_error_ = std::make_error_code(std::errc::operation_canceled);
    tasks_->stop();
}

void Worker::give_up_process() {
    verdict_ = Verdict::lost;
    state_ = State::draining;
    if (outputs_.have_ended()) {
        finish();
    } else {
        outputs_.cut();
    }
}

/// A process that had ended before it was asked to end is judged by its own end, however late we
/// hear of that.
void Worker::drain() {
    process_end_ = child_->end();
    const bool is_stopped = stop_cause_ && process_end_->time >= stop_time_;
    if (is_stopped) verdict_ = Verdict::stopped;
    if (process_end_->is_lost) verdict_ = Verdict::lost;
    state_ = State::draining;
    if (outputs_.have_ended()) {
        finish();
    } else {
        tasks_->start(limit_outputs());
    }
}

/// From when all that the process has written has arrived here.
async::Task<void> Worker::limit_outputs() {
    co_await child_->wait_for_outputs();
    co_await async::sleep_for(grace);
    handle(Event::grace_over);
}

/// A host may have been lost while it still had something that the process had written.
void Worker::finish() {
    if (process_end_ && child_->end().is_lost) verdict_ = Verdict::lost;
    state_ = State::ended;
    tasks_->stop();
}

async::Task<std::error_code> Worker::start() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    start_error_ = {};
    start_failure_.clear();
    try {
        launch();
        tasks_->start(wait_until_started());
        start_timeout();  // also of a start that hangs
    } catch (const std::system_error& failure) {
        start_error_ = failure.code();
    }
    co_await tasks_->join();
    tasks_.reset();
    if (start_error_) {
        child_.reset();
        outputs_.close();  // it may be descriptors that are short
        input_.reset();
    } else {
        state_ = State::running;
        start_time_ = child_->start_time();
    }
    co_return start_error_;
}

void Worker::launch() {
    const WorkerOutputs::WriteEnds outputs = outputs_.open();
    async::Pipe input;
    if (contestant_ != nullptr && services_.plan.entry(entry_).hears_match) {
        input = async::make_pipe();
        input_ = std::make_unique<InputPipe>(services_.loop, std::move(input.write_end));
    } else if (services_.open_input) {
        input.read_end = services_.open_input(number_);
    }
    const StandardDescriptors descriptors{input.read_end.get(), outputs.output.get(),
                                          outputs.error.get()};
    child_ = services_.launcher.launch(entry_, number_, descriptors);
}

async::Task<void> Worker::wait_until_started() {
    try {
        pid_ = co_await child_->wait_until_started();
    } catch (const StartFailure& failure) {
        start_error_ = failure.code();
        start_failure_ = failure.words();
    } catch (const std::system_error& failure) {
        start_error_ = failure.code();
    }
    host_ = child_->host();
    tasks_->stop();  // the timers
}

void Worker::report_start_failure(const std::error_code& error) {
    state_ = State::ended;
    start_error_ = error;
    if (start_failure_.empty()) {
        const ProcessDescription process = services_.plan.describe(entry_, number_);
        start_failure_ = describe_start_failure(process, error);
    }
    report_start(std::nullopt);
    enter_match();
}

void Worker::enter_match() {
    if (contestant_ == nullptr) return;
    MatchProcess* const process = start_error_ ? nullptr : this;
    services_.match->enter(*contestant_, process, std::move(input_));
}

void Worker::leave_match(const ExitEvent& end) {
    if (contestant_ == nullptr) return;
    std::string failure;
    if (end.status == ExitStatus::signaled) {
        failure = std::string("SIG") + ::sigabbrev_np(end.signal);
    } else if (end.status != ExitStatus::exited || end.exit_code != 0) {
        failure = describe_exit(end);
    }
    services_.match->leave(*contestant_, failure);
}

void Worker::withdraw_from_match() {
    if (contestant_ != nullptr) services_.match->withdraw(*contestant_);
}

void Worker::report_start(std::optional<pid_t> pid) const {
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    const std::vector<std::string> command = services_.plan.command(entry_, number_);
    services_.audience.started({now, number_, label_, pid, command, false, host_});
}

async::Task<void> Worker::run() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    report_start(pid_);
    enter_match();
    outputs_.start(*tasks_);
    tasks_->start(wait_until_ended());
    start_timeout();
    if (stop_cause_) handle(Event::stop_requested);  // while it was starting
    co_await tasks_->join();
    child_.reset();  // which kills what is left of the process group
}

async::Task<void> Worker::wait_until_ended() {
    co_await child_->wait_until_ended();
    process_end_ = child_->end();
    handle(Event::process_ended);
}

async::Task<void> Worker::wait_until_gone() {
    co_await child_->wait_until_gone();
    handle(Event::group_gone);
}

async::Task<void> Worker::handle_after(async::Duration duration, Event event) {
    co_await async::sleep_for(duration);
    handle(event);
}

void Worker::start_timeout() {
    const std::optional<async::Duration> timeout = services_.plan.entry(entry_).timeout;
    if (timeout) tasks_->start(limit_time(*timeout));
}

async::Task<void> Worker::limit_time(async::Duration timeout) {
    const async::Duration real = services_.scale.to_real(timeout);
    co_await async::sleep_for(real);
    stop(StopCause::timeout);
}

/// How long a killed process has to end. In parts: if we were suspended meanwhile, its end may be
/// there to be heard of.
async::Task<void> Worker::limit_kill() {
    constexpr int parts = 4;
    constexpr std::chrono::milliseconds part(500);
    for (int i = 0; i < parts; ++i) {
        co_await async::sleep_for(part);
    }
    handle(Event::kill_timeout_over);
}

void Worker::warn_once(const std::error_code& error) {
    if (!error || has_warned_) return;
    has_warned_ = true;
    services_.warn(fmt::format("cannot stop {}, process {}: {}", label_, pid_, error.message()));
}

ExitEvent Worker::end() const {
    ExitEvent event;
    event.t = services_.scale.since_start(services_.loop.now());
    event.worker = number_;
    event.label = label_;
    event.lines = outputs_.lines();
    if (start_error_) {
        event.status = ExitStatus::cannot_start;
        event.error = start_failure_;
        event.failed = true;
        return event;
    }
    const async::TimePoint time = process_end_ ? process_end_->time : services_.loop.now();
    // This turn may have begun before a process was started that is lost already.
    event.ran =
        std::max(services_.scale.since_start(time) - services_.scale.since_start(start_time_),
                 async::Duration(0));
    if (verdict_ == Verdict::lost) {
        event.status = ExitStatus::lost;
        event.failed = true;
        return event;
    }
    const async::ProcessEnd& process = process_end_->process;
    event.user_time = process.user_time;
    event.system_time = process.system_time;
    event.max_rss_bytes = process.max_rss_bytes;
    event.status = process.exited() ? ExitStatus::exited : ExitStatus::signaled;
    event.exit_code = process.exited() ? process.exit_code() : 0;
    event.signal = process.exited() ? 0 : process.kill_signal();
    const bool has_succeeded = process.exited() && event.exit_code == 0;
    event.failed = verdict_ == Verdict::by_itself && !has_succeeded;
    if (verdict_ == Verdict::stopped && stop_cause_ == StopCause::timeout) {
        event.status = ExitStatus::timed_out;
        event.failed = true;
    }
    return event;
}

}  // namespace game
