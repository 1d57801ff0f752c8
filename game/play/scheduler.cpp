#include "game/play/scheduler.h"

#include <cerrno>
#include <chrono>
#include <utility>

namespace game {

namespace {

/// How long a start that hangs delays the next one.
constexpr std::chrono::milliseconds start_patience(200);

/// How soon a launch that lacked descriptors or processes is tried again, if no worker ends before.
constexpr std::chrono::seconds retry_interval(1);

/// The players of a match wait for one another: when one cannot be started in so many tries, it is
/// not those who wait who will end first.
constexpr int most_tries_for_match = 3;

/// True if a launch that failed so may succeed later.
bool is_shortage(const std::error_code& error) {
    switch (error.value()) {
        case EMFILE:
        case ENFILE:
        case EAGAIN:
        case ENOMEM:
        case ENOBUFS:
        case ENOSPC:  // of epoll watches
        case ETOOMANYREFS:
            return true;
        default:
            return false;
    }
}

}  // namespace

Scheduler::Scheduler(const WorkerServices& services, SchedulerSettings settings)
    : services_(services),
      settings_(std::move(settings)),
      stop_rule_(settings_.stop_when, services.plan) {
    if (settings_.max_running) permits_.emplace(*settings_.max_running);
    if (settings_.part) queue_ = LaunchQueue(*settings_.part, settings_.workers_of_whole);
}

async::Task<void> Scheduler::run() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    tasks_->start(follow_script());
    tasks_->start(launch_waiting());
    tasks_->start(limit_starts());
    tasks_->start(stop_when_over());
    co_await tasks_->join();
}

async::Task<void> Scheduler::stop_when_over() {
    while (!is_over()) {
        co_await changed_.wait();
        if (stop_code_) stop("stop_when");
    }
    is_stopping_ = true;  // a request to stop comes too late from now on
    counts_changed_.notify_all();
    tasks_->stop();
}

bool Scheduler::is_over() const {
    const bool is_done =
        is_script_done_ && queue_.empty() && restarts_.empty() && !settings_.keep_running;
    return workers_.empty() && (is_done || is_stopping_);
}

/// Makes each entry due at its time.
async::Task<void> Scheduler::follow_script() {
    for (; next_entry_ < services_.plan.script_size(); ++next_entry_) {
        const Entry& entry = services_.plan.entry(next_entry_);
        if (entry.count == 0) continue;  // other parts have its workers
        const async::TimePoint due = services_.scale.at(entry.time);
        if (due > services_.loop.now()) {
            co_await async::sleep_until(due);
        }
        if (!is_stopping_) enqueue_script(next_entry_, entry);
    }
    is_script_done_ = true;
    changed_.notify_all();
}

void Scheduler::enqueue_script(std::size_t index, const Entry& entry) {
    if (settings_.part) {
        queue_.push_numbered(index, entry.first_worker, entry.count);
    } else {
        queue_.push(index, entry.count);
    }
    due_.notify_all();
    counts_changed_.notify_all();
}

std::uint64_t Scheduler::enqueue(std::size_t entry, const RestartHistory& history) {
    const std::uint64_t number = queue_.push(entry, 1, history);
    due_.notify_all();
    counts_changed_.notify_all();
    return number;
}

/// Launches what is due, in order. While one worker lacks resources, no other is launched.
async::Task<void> Scheduler::launch_waiting() {
    for (;;) {
        while (queue_.empty() || short_of_resources_ > 0) {
            co_await due_.wait();
        }
        co_await wait_for_start();  // of one that is tried again
        if (short_of_resources_ > 0) continue;
        if (permits_) {
            co_await permits_->acquire();
        }
        co_await services_.audience.wait_until_caught_up();
        if (!services_.launcher.has_room()) {
            co_await services_.launcher.wait_for_room();
        }
        if (is_stopping_) co_return;
        // One may be tried again now, or what waited may have been dropped.
        if (short_of_resources_ > 0 || starting_ || queue_.empty()) {
            if (permits_) permits_->release();
            continue;
        }
        const LaunchQueue::Launch launch = queue_.pop();
        Worker& worker = adopt(launch);
        tasks_->start(supervise(worker, launch.history));
        co_await wait_for_start();
    }
}

Worker& Scheduler::adopt(const LaunchQueue::Launch& launch) {
    starting_ = launch.number;
    auto worker = std::make_unique<Worker>(services_, launch.entry, launch.number);
    return *workers_.emplace(launch.number, std::move(worker)).first->second;
}

async::Task<void> Scheduler::wait_for_start() {
    const async::TimePoint end = async::later(services_.loop.now(), start_patience);
    begun_.notify_all();
    while (starting_ && services_.loop.now() < end) {
        co_await settled_.wait();
    }
    starting_.reset();  // if it is still set, the start hangs: on with the next one
}

/// Wakes `wait_for_start` after once to twice its patience. One timer for all starts: one for each
/// would cost more than the rest of a launch.
async::Task<void> Scheduler::limit_starts() {
    for (;;) {
        while (!starting_) {
            co_await begun_.wait();
        }
        co_await async::sleep_for(start_patience);
        settled_.notify_all();
    }
}

/// One worker, from its start to its end.
async::Task<void> Scheduler::supervise(Worker& worker, RestartHistory history) {
    const std::error_code error = co_await start_when_possible(worker);
    settle(worker);
    if (is_shortage(error) && (is_stopping_ || worker.is_stopped())) {
        give_up_launch(worker);
        co_return;
    }
    ++launched_;
    if (error) {
        worker.report_start_failure(error);
    } else {
        ++running_;
        counts_changed_.notify_all();
        co_await worker.run();
        --running_;
    }
    const ExitEvent end = report_end(worker);
    replace_or_stop(worker, history, end);
    remove(worker);
}

/// Returns what kept it from starting in the end, if anything did. With no worker running, a
/// shortage is a failure like any other, unless one has ended since the start was asked for.
async::Task<std::error_code> Scheduler::start_when_possible(Worker& worker) {
    for (int tries = 1;; ++tries) {
        const std::uint64_t former_ends = ended_;
        const std::error_code error = co_await worker.start();
        if (!is_shortage(error) || is_stopping_ || worker.is_stopped()) co_return error;
        if (ended_ != former_ends) continue;
        const bool is_hopeless = running_ == 0;
        if (services_.match != nullptr && (is_hopeless || tries == most_tries_for_match)) {
            services_.match->note_shortage(error.message());
        }
        if (is_hopeless) co_return error;
        warn_of_shortage(error);
        ++short_of_resources_;
        settle(worker);
        co_await wait_for_resources();
        --short_of_resources_;
        due_.notify_all();
        if (is_stopping_ || worker.is_stopped()) co_return error;
        starting_ = worker.number();
    }
}

async::Task<void> Scheduler::wait_for_resources() {
    async::Task<void> change = wait_for_end();
    try {
        co_await async::with_timeout(retry_interval, std::move(change));
    } catch (const async::TimedOut&) {
        // On purpose: it is tried again in either case.
    }
}

async::Task<void> Scheduler::wait_for_end() {
    co_await changed_.wait();
}

async::Task<void> Scheduler::wait_for_change() const {
    co_await counts_changed_.wait();
}

void Scheduler::warn_of_shortage(const std::error_code& error) {
    if (!has_warned_) services_.warn(error.message() + ": waiting until a worker ends");
    has_warned_ = true;
}

/// The next worker need not wait for the start of this one any longer.
void Scheduler::settle(const Worker& worker) {
    if (starting_ != worker.number()) return;
    starting_.reset();
    settled_.notify_all();
}

ExitEvent Scheduler::report_end(Worker& worker) {
    ExitEvent end = worker.end();
    end.running = running_;
    services_.audience.exited(end);
    if (services_.match != nullptr) worker.leave_match(end);
    ends_.add(end);
    return end;
}

/// It was stopped while it lacked descriptors or processes, so it was never launched.
void Scheduler::give_up_launch(Worker& worker) {
    ++drops_;
    if (!is_stopping_ && !relaunch(worker)) settle_dropped(worker.entry(), 1);
    worker.withdraw_from_match();
    remove(worker);
}

/// A worker has ended: launches another one in its place, now or later, or finds that the run is to
/// stop.
void Scheduler::replace_or_stop(const Worker& worker, RestartHistory history,
                                const ExitEvent& end) {
    if (is_stopping_) return;
    if (relaunch(worker)) return;
    const Entry& entry = services_.plan.entry(worker.entry());
    const std::optional<async::Duration> delay =
        worker.is_stopped_on_request() || has_ended_restarts_
            ? std::nullopt
            : history.restart(entry, end.failed, end.ran);
    if (delay) {
        plan_restart(worker, history, end, *delay);
        return;
    }
    const std::optional<int> code = stop_rule_.ended(worker.entry(), end);
    if (end.failed && settings_.fail_fast) {
        stop("fail-fast");
    } else if (code) {
        stop_code_ = code;
        stop("stop_when");
    }
}

void Scheduler::plan_restart(const Worker& worker, const RestartHistory& history,
                             const ExitEvent& end, async::Duration delay) {
    const async::Duration due = services_.scale.since_start(services_.loop.now()) + delay;
    restarts_.emplace(worker.number(), PlannedRestart{worker.entry(), history, worker.label(),
                                                      describe_exit(end), due});
    tasks_->start(restart_at(services_.scale.at(due), worker.number()));
}

/// Unless it was done earlier, or dropped.
async::Task<void> Scheduler::restart_at(async::TimePoint due, std::uint64_t number) {
    co_await async::sleep_until(due);
    if (const auto restart = restarts_.extract(number)) enqueue_restart(restart.mapped());
}

std::uint64_t Scheduler::enqueue_restart(const PlannedRestart& planned) {
    return enqueue(planned.entry, planned.history);
}

void Scheduler::remove(const Worker& worker) {
    workers_.erase(worker.number());
    ++ended_;
    if (permits_) permits_->release();
    changed_.notify_all();
    counts_changed_.notify_all();
}

void Scheduler::stop(const std::string& reason) {
    if (is_stopping_) return;
    is_stopping_ = true;
    services_.audience.stopping({services_.scale.since_start(services_.loop.now()), reason});
    if (services_.match != nullptr) services_.match->stop(reason);
    ++drops_;
    queue_.clear();
    restarts_.clear();
    give_up_relaunches();
    for (const auto& [number, worker] : workers_)
        worker->stop(StopCause::shutdown);
    changed_.notify_all();
    counts_changed_.notify_all();
}

void Scheduler::kill_all() {
    for (const auto& [number, worker] : workers_)
        worker->kill();
}

std::uint64_t Scheduler::waiting() const {
    return workers_.size() - running_ + queue_.size() + restarts_.size();
}

}  // namespace game
