#include "game/play/scheduler.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace game {

namespace {

/// True if a launch that failed so may succeed when a worker has ended.
bool is_shortage(const std::error_code& error) {
    const int code = error.value();
    return code == EMFILE || code == ENFILE || code == EAGAIN || code == ENOMEM ||
           code == ENOBUFS || code == ETOOMANYREFS;
}

}  // namespace

Scheduler::Scheduler(const WorkerServices& services, SchedulerSettings settings,
                     std::function<void(const std::string&)> warn)
    : services_(services), settings_(settings), warn_(std::move(warn)) {
    if (settings_.max_running) permits_.emplace(*settings_.max_running);
}

async::Task<void> Scheduler::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup company(context);
    company_ = &company;
    company.start(follow_script());
    company.start(launch_waiting());
    company.start(stop_when_over());
    co_await company.join();
    company_ = nullptr;
}

async::Task<void> Scheduler::stop_when_over() {
    while (!is_over()) {
        co_await changed_.wait();
    }
    is_stopping_ = true;  // whoever stops us now has come too late
    company_->stop();
}

bool Scheduler::is_over() const {
    const bool somebody_may_come = !waiting_.empty() || !is_script_done_ || settings_.keep_running;
    return running_.empty() && !is_launching_ && (is_stopping_ || !somebody_may_come);
}

/// Launches everything at its time.
async::Task<void> Scheduler::follow_script() {
    for (std::size_t index = 0; index < services_.plan.script_size(); ++index) {
        const Entry& entry = services_.plan.entry(index);
        const async::TimePoint due = services_.scale.at(entry.time);
        if (due > services_.loop.now()) {
            co_await async::sleep_until(due);
        }
        enqueue({index, entry.count});
    }
    is_script_done_ = true;
    changed_.notify_all();
}

bool Scheduler::launch(std::size_t entry) {
    if (is_stopping_ || is_full_for(entry)) return false;
    enqueue({entry, 1});
    return true;
}

/// So many batches cost two MiB at most, whatever is asked for and by whom.
bool Scheduler::is_full_for(std::size_t entry) const {
    constexpr std::size_t most = 100'000;
    return waiting_.size() >= most && waiting_.back().entry != entry;
}

void Scheduler::enqueue(Batch batch) {
    if (is_stopping_) return;
    // One entry that is asked for over and over, faster than it can be launched, costs no memory.
    if (!waiting_.empty() && waiting_.back().entry == batch.entry) {
        waiting_.back().count += batch.count;
    } else {
        waiting_.push_back(batch);
    }
    due_.notify_all();
}

async::Task<void> Scheduler::launch_waiting() {
    for (;;) {
        while (waiting_.empty()) {
            co_await due_.wait();
        }
        if (permits_) {
            co_await permits_->acquire();
        }
        co_await services_.outputs.wait_until_caught_up();
        if (is_stopping_) co_return;
        is_launching_ = true;
        const std::size_t entry = take_waiting();
        co_await launch_one(entry);
        is_launching_ = false;
        changed_.notify_all();
    }
}

std::size_t Scheduler::take_waiting() {
    Batch& batch = waiting_.front();
    const std::size_t entry = batch.entry;
    if (--batch.count == 0) waiting_.pop_front();
    return entry;
}

/// Launches one worker now, or as soon as there is what it takes.
async::Task<void> Scheduler::launch_one(std::size_t entry) {
    auto worker = std::make_unique<Worker>(services_, entry, launched_ + 1);
    const std::error_code problem = co_await start_when_possible(*worker);
    if (problem && is_shortage(problem) && is_stopping_) co_return;
    ++launched_;
    if (problem) {
        report_end(worker->give_up(problem.value()));
    } else {
        take_in(std::move(worker));
    }
}

/// When there are too few descriptors or processes, another worker has to end first. Returns what
/// kept it from starting in the end, if anything did.
async::Task<std::error_code> Scheduler::start_when_possible(Worker& worker) {
    for (;;) {
        const std::error_code problem = co_await worker.try_to_start();
        const bool may_try_again = is_shortage(problem) && !running_.empty();
        if (!may_try_again) co_return problem;
        co_await wait_for_an_end(problem);
        if (is_stopping_) co_return problem;
    }
}

async::Task<void> Scheduler::wait_for_an_end(const std::error_code& shortage) {
    if (!has_warned_) warn_(shortage.message() + ": waiting until a worker ends");
    has_warned_ = true;
    co_await changed_.wait();
}

void Scheduler::take_in(std::unique_ptr<Worker> worker) {
    if (is_stopping_) worker->stop(StopCause::request);
    if (is_killing_) worker->kill();
    Worker& running = *worker;
    running_.emplace(running.number(), std::move(worker));
    company_->start(attend(running));
}

/// Looks after one worker until it has ended.
async::Task<void> Scheduler::attend(Worker& worker) {
    co_await worker.run();
    const auto ended = running_.extract(worker.number());  // its label lives until it is reported
    report_end(worker.end());
}

void Scheduler::report_end(ExitEvent end) {
    end.running = running_.size();
    services_.reporter.exited(end);
    if (end.failed) ++failed_;
    if (permits_) permits_->release();
    if (end.failed && settings_.fail_fast) stop("fail-fast");
    changed_.notify_all();
}

void Scheduler::stop(const std::string& reason) {
    if (is_stopping_) return;
    is_stopping_ = true;
    services_.reporter.stopping({services_.scale.since_start(services_.loop.now()), reason});
    waiting_.clear();
    for (const auto& [number, worker] : running_)
        worker->stop(StopCause::request);
    changed_.notify_all();
}

void Scheduler::kill_all() {
    is_killing_ = true;
    for (const auto& [number, worker] : running_)
        worker->kill();
}

Worker* Scheduler::find(std::uint64_t number) const {
    const auto found = running_.find(number);
    return found == running_.end() ? nullptr : found->second.get();
}

std::uint64_t Scheduler::waiting() const {
    std::uint64_t count = is_launching_ ? 1 : 0;  // this one may wait for a shortage to end
    for (const Batch& batch : waiting_)
        count += batch.count;
    return count;
}

}  // namespace game
