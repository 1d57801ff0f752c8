#include "game/launch/spawn_threads.h"

#include "common/io/process.h"

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <new>
#include <system_error>
#include <utility>

#include <signal.h>

namespace game {

namespace {

constexpr std::size_t most_threads = 64;

/// After this time without a result, one more thread is made for the jobs that wait.
constexpr std::chrono::milliseconds longest_silence(50);

}  // namespace

/// A job and then its result: a list of them changes hands without memory being needed.
struct SpawnThreads::Work {
    SpawnJob job;
    SpawnResult result;
};

/// What the loop's thread and the others share. A thread that is blocked may outlive the rest.
struct SpawnThreads::Shared {
    MakeOptions make_options;

    std::mutex mutex;  ///< of all that follows
    Report report;
    std::condition_variable changed;
    std::list<Work> jobs;
    std::list<Work> results;
    std::uint64_t finished = 0;  ///< jobs
    std::size_t busy = 0;        ///< threads
    uv_async_t* wake = nullptr;
    bool is_wake_wanted = false;
    bool is_closed = false;

    SpawnResult spawn(const SpawnJob& job, std::size_t thread) const;
    void finish(std::list<Work>& done, const SpawnResult& result);
    void work(std::size_t thread);
};

struct SpawnThreads::Thread {
    std::shared_ptr<Shared> shared;
    std::size_t number;
};

SpawnResult SpawnThreads::Shared::spawn(const SpawnJob& job, std::size_t thread) const {
    SpawnResult result{job.id, thread, 0, async::SteadyTime().now()};
    try {
        async::ProcessOptions options = make_options(job.entry, job.worker);
        options.standard_output = job.standard_output.get();
        options.standard_error = job.standard_error.get();
        result.pid = async::spawn(options);
    } catch (const std::system_error& failure) {
        result.error = failure.code().value();
    } catch (const std::bad_alloc&) {
        result.error = ENOMEM;
    }
    return result;
}

/// With the mutex held. `done` has the one job.
void SpawnThreads::Shared::finish(std::list<Work>& done, const SpawnResult& result) {
    ++finished;
    if (is_closed) return;
    done.front().job = SpawnJob();  // its descriptors are closed before its start is reported
    done.front().result = result;
    done.front().result.is_reported = report(result);
    const bool must_wake = is_wake_wanted || !done.front().result.is_reported;
    is_wake_wanted = false;
    results.splice(results.end(), done);
    if (must_wake) uv_async_send(wake);
}

void SpawnThreads::Shared::work(std::size_t thread) {
    std::unique_lock lock(mutex);
    for (;;) {
        changed.wait(lock, [this] { return is_closed || !jobs.empty(); });
        if (is_closed) return;
        std::list<Work> current;
        current.splice(current.end(), jobs, jobs.begin());
        ++busy;
        lock.unlock();
        const SpawnResult result = spawn(current.front().job, thread);
        lock.lock();
        --busy;
        finish(current, result);
    }
}

void* SpawnThreads::run_thread(void* argument) {
    const std::unique_ptr<Thread> thread(static_cast<Thread*>(argument));
    thread->shared->work(thread->number);
    return nullptr;
}

SpawnThreads::SpawnThreads(async::Loop& loop, MakeOptions make_options, Report report)
    : shared_(std::make_shared<Shared>()),
      wake_(async::make_handle<uv_async_t>(this, uv_async_init, loop.uv(), on_wake)) {
    shared_->make_options = std::move(make_options);
    shared_->report = std::move(report);
    shared_->wake = wake_.get();
    add_thread();  // now, while there is room
}

void SpawnThreads::on_wake(uv_async_t* handle) {
    auto* const self = static_cast<SpawnThreads*>(handle->data);
    if (self != nullptr) self->arrived_.notify_all();
}

void SpawnThreads::start(SpawnJob job) {
    const int error = threads_.empty() ? add_thread() : 0;
    SpawnResult failure;
    failure.id = job.id;
    failure.error = error;
    std::list<Work> work;
    work.push_back({std::move(job), {}});
    {
        const std::lock_guard lock(shared_->mutex);
        if (error != 0) {
            shared_->finish(work, failure);
        } else {
            shared_->jobs.splice(shared_->jobs.end(), work);
        }
    }
    shared_->changed.notify_one();
    queued_.notify_all();
}

/// A small stack: a worker's peak memory is no less than that of the process that starts it.
/// Signals are for the loop's thread. Returns the errno if there is no room for a thread.
int SpawnThreads::add_thread() {
    constexpr std::size_t stack_size = 512UL * 1024;
    auto argument = std::make_unique<Thread>(Thread{shared_, threads_.size() + 1});
    threads_.reserve(threads_.size() + 1);
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, stack_size);
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &former);
    pthread_t thread{};
    const int error = ::pthread_create(&thread, &attributes, run_thread, argument.get());
    ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
    ::pthread_attr_destroy(&attributes);
    if (error != 0) return error;
    static_cast<void>(argument.release());  // the thread's now
    threads_.push_back(thread);
    return 0;
}

async::Task<void> SpawnThreads::run() {
    std::uint64_t finished = 0;
    for (;;) {
        co_await async::sleep_for(longest_silence);
        const Progress now = progress();
        const bool is_stuck = now.has_jobs && now.finished == finished;
        finished = now.finished;
        if (is_stuck && threads_.size() < most_threads) add_thread();
        if (now.has_jobs) continue;
        co_await queued_.wait();
    }
}

SpawnThreads::Progress SpawnThreads::progress() {
    const std::lock_guard lock(shared_->mutex);
    return {!shared_->jobs.empty(), shared_->finished};
}

std::vector<SpawnResult> SpawnThreads::take_results() {
    std::list<Work> done;
    {
        const std::lock_guard lock(shared_->mutex);
        done.swap(shared_->results);
    }
    std::vector<SpawnResult> results;
    for (const Work& work : done)
        results.push_back(work.result);
    return results;
}

async::Task<std::vector<SpawnResult>> SpawnThreads::wait_for_results() {
    for (;;) {
        std::vector<SpawnResult> results = take_results();
        if (!results.empty()) co_return results;
        co_await arrived_.wait();
    }
}

void SpawnThreads::wake_for_next_result() {
    const std::lock_guard lock(shared_->mutex);
    shared_->is_wake_wanted = shared_->busy > 0;
}

bool SpawnThreads::close() {
    bool is_blocked = false;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->is_closed = true;
        shared_->jobs.clear();
        is_blocked = shared_->busy > 0;
    }
    shared_->changed.notify_all();
    for (const pthread_t thread : threads_) {
        if (is_blocked) {
            ::pthread_detach(thread);
        } else {
            ::pthread_join(thread, nullptr);
        }
    }
    threads_.clear();
    return !is_blocked;
}

}  // namespace game
