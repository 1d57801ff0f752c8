// What operators ask the Scheduler for.

#include "game/play/scheduler.h"

#include <utility>

namespace game {

namespace {

/// How long the start of what was asked for is waited for.
constexpr std::chrono::milliseconds launch_patience(200);

}  // namespace

std::optional<std::uint64_t> Scheduler::launch(std::size_t entry) {
    if (is_stopping_ || queue_.is_full_for(entry)) return std::nullopt;
    stop_rule_.expect(entry);
    latest_launch_ = enqueue(entry);
    return latest_launch_;
}

bool Scheduler::is_full() const {
    const bool has_no_room =
        settings_.max_running && workers_.size() + queue_.size() >= *settings_.max_running;
    return has_no_room || short_of_resources_ > 0 || !services_.launcher.has_room();
}

bool Scheduler::is_about_to_start(std::uint64_t number) const {
    if (queue_.find(number)) {
        const bool has_room = !settings_.max_running || workers_.size() < *settings_.max_running;
        return has_room && short_of_resources_ == 0 && services_.launcher.has_room();
    }
    return starting_ == number;
}

async::Task<void> Scheduler::wait_for_launches() {
    async::Task<void> waiting = wait_for_latest_launch();
    try {
        co_await async::with_timeout(launch_patience, std::move(waiting));
    } catch (const async::TimedOut&) {
        // On purpose: the start hangs, or many are to be started before.
    }
}

async::Task<void> Scheduler::wait_for_latest_launch() {
    while (is_about_to_start(latest_launch_)) {
        co_await settled_.wait();
    }
}

void Scheduler::stop_worker(Worker& worker) {
    worker.stop(StopCause::request);
    if (const auto relaunch = relaunches_.extract(worker.number())) {
        relaunch.mapped()(std::nullopt);
    }
    changed_.notify_all();  // it may wait for descriptors or processes, which it does no longer
}

bool Scheduler::drop(std::uint64_t number) {
    if (const std::optional<std::size_t> entry = queue_.find(number)) {
        queue_.remove(number);
        withdraw_from_match(number, *entry);
        settle_dropped(*entry, 1);
        return true;
    }
    const auto restart = restarts_.extract(number);
    if (!restart) return false;
    settle_dropped(restart.mapped().entry, 1);
    return true;
}

std::uint64_t Scheduler::drop_named(std::string_view name) {
    std::size_t named = 0;
    const auto is_meant = [&](std::size_t entry) {
        const bool has_name = services_.plan.entry(entry).name == name;
        if (has_name) named = entry;
        return has_name;
    };
    if (services_.match != nullptr) {
        queue_.for_first(services_.match->expected_workers(),
                         [&](std::uint64_t number, std::size_t entry) {
                             if (is_meant(entry)) withdraw_from_match(number, entry);
                         });
    }
    std::uint64_t count = queue_.remove_entries(is_meant);
    count += std::erase_if(restarts_,
                           [&](const auto& restart) { return is_meant(restart.second.entry); });
    if (count > 0) settle_dropped(named, count);
    return count;
}

/// A match must not wait for one that is dropped.
void Scheduler::withdraw_from_match(std::uint64_t number, std::size_t entry) {
    if (services_.match == nullptr) return;
    services_.match->withdraw(number, services_.plan.entry(entry).plays);
}

/// The run may be over, or have to stop: `stop_when_over` looks at that once the command, which is
/// the cause, has been reported.
void Scheduler::settle_dropped(std::size_t entry, std::uint64_t count) {
    ++drops_;
    if (const std::optional<int> code = stop_rule_.dropped(entry, count)) stop_code_ = code;
    changed_.notify_all();
}

void Scheduler::restart(Worker& worker, Relaunched relaunched) {
    stop_worker(worker);  // which also answers an earlier restart
    relaunches_.emplace(worker.number(), std::move(relaunched));
}

std::optional<std::uint64_t> Scheduler::restart_now(std::uint64_t number) {
    const auto restart = restarts_.extract(number);
    if (!restart) return std::nullopt;
    latest_launch_ = enqueue_restart(restart.mapped());
    return latest_launch_;
}

void Scheduler::end_when_idle() {
    settings_.keep_running = false;
    changed_.notify_all();
}

void Scheduler::end_restarts() {
    has_ended_restarts_ = true;
    for (const auto& [number, planned] : std::exchange(restarts_, {}))
        settle_dropped(planned.entry, 1);
    counts_changed_.notify_all();
}

/// If `restart` has stopped this worker, which has ended: launches its entry again.
bool Scheduler::relaunch(const Worker& worker) {
    const auto relaunch = relaunches_.extract(worker.number());
    if (!relaunch) return false;
    latest_launch_ = enqueue(worker.entry());
    relaunch.mapped()(latest_launch_);
    return true;
}

void Scheduler::give_up_relaunches() {
    for (const auto& [number, relaunched] : std::exchange(relaunches_, {}))
        relaunched(std::nullopt);
}

Worker* Scheduler::find(std::uint64_t number) const {
    const auto found = workers_.find(number);
    return found == workers_.end() ? nullptr : found->second.get();
}

std::vector<Worker*> Scheduler::find_named(std::string_view name) const {
    std::vector<Worker*> found;
    for (const auto& [number, worker] : workers_) {
        if (services_.plan.entry(worker->entry()).name == name) found.push_back(worker.get());
    }
    return found;
}

}  // namespace game
