#include "game/launch/spawn_threads.h"

#include "common/io/forked_process.h"
#include "common/io/message_socket.h"
#include "common/io/process.h"
#include "game/launch/process_description.h"

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace game {

namespace {

using Message = async::MessageSocket::Message;

constexpr std::size_t most_threads = 64;

/// When no start was begun for this time, and all threads are busy, one more is made.
constexpr std::chrono::milliseconds longest_silence(50);

async::FileDescriptor make_timer() {
    async::FileDescriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!timer.is_open()) {
        throw std::system_error(errno, std::generic_category(), "cannot make a timer");
    }
    return timer;
}

StartRequest read_request(const Message& message) {
    const auto request = read_message<StartRequest>(message.bytes);
    if (!request) throw std::logic_error("game sent an unknown request");
    return *request;
}

/// Throws std::system_error.
ProcessDescription read_description(const async::FileDescriptor& file) {
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) throw std::system_error(errno, std::generic_category());
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    const ssize_t count = ::pread(file.get(), bytes.data(), bytes.size(), 0);
    if (count < 0) throw std::system_error(errno, std::generic_category());
    bytes.resize(static_cast<std::size_t>(count));
    std::optional<ProcessDescription> process = decode_process_description(bytes);
    if (!process) throw std::system_error(EBADMSG, std::generic_category());
    return std::move(*process);
}

/// From now on, and only once. Needs no memory, so it does not fail.
void set_timer(int timer, std::chrono::nanoseconds after) {
    const itimerspec once{{0, 0}, {0, static_cast<long>(after.count())}};
    ::timerfd_settime(timer, 0, &once, nullptr);
}

}  // namespace

/// What the loop's thread and the others share. A thread that is blocked may outlive the rest.
struct SpawnThreads::Shared {
    Shared(async::FileDescriptor the_requests, ProcessMaker the_maker)
        : requests(std::move(the_requests)), maker(std::move(the_maker)), silence(make_timer()) {}

    async::FileDescriptor requests;
    ProcessMaker maker;
    async::FileDescriptor silence;  ///< a timer, which each start sets anew

    std::mutex mutex;  ///< of all that follows
    Report report;
    std::condition_variable changed;  ///< `releases` or `is_closed`
    std::uint64_t releases = 0;
    std::list<SpawnResult> results;
    std::exception_ptr failure;  ///< of a thread
    std::size_t busy = 0;        ///< threads
    uv_async_t* wake = nullptr;
    bool is_wake_wanted = false;
    bool is_closed = false;

    void work(std::size_t thread);
    SpawnResult handle(const Message& message, std::size_t thread);
    bool is_closing();
    int try_spawn(const StartRequest& request, const Message& message, SpawnResult& result);
    void spawn(const async::ProcessOptions& options, SpawnResult& result);
    bool wait_for_releases(std::uint64_t count);
    void fail(std::exception_ptr error);
    void finish(std::list<SpawnResult>& result);
};

struct SpawnThreads::Thread {
    std::shared_ptr<Shared> shared;
    std::size_t number;
};

void SpawnThreads::Shared::work(std::size_t thread) {
    for (;;) {
        std::list<SpawnResult> result(1);  // before a message is received, which could be lost
        std::optional<Message> message = async::MessageSocket::receive_blocking(requests.get());
        if (!message) break;
        {
            const std::lock_guard lock(mutex);
            if (is_closed) return;
            ++busy;
            set_timer(silence.get(), longest_silence);
        }
        result.front() = handle(*message, thread);
        message.reset();  // its descriptors are closed before its start is reported
        const std::lock_guard lock(mutex);
        --busy;
        finish(result);
    }
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return is_closed; });
}

SpawnResult SpawnThreads::Shared::handle(const Message& message, std::size_t thread) {
    const StartRequest request = read_request(message);
    SpawnResult result{request.id, thread, 0, async::SteadyTime().now()};
    result.error = try_spawn(request, message, result);
    if (result.error == EAGAIN && wait_for_releases(request.releases)) {
        result.time = async::SteadyTime().now();
        result.error = try_spawn(request, message, result);
    }
    return result;
}

/// Returns the errno.
int SpawnThreads::Shared::try_spawn(const StartRequest& request, const Message& message,
                                    SpawnResult& result) {
    // The kernel drops what the table of descriptors has no room for.
    const std::size_t expected =
        2 + (request.has_input ? 1U : 0U) + (request.has_description ? 1U : 0U);
    if (message.descriptors.size() != expected) return EMFILE;
    try {
        async::ProcessOptions options =
            request.has_description ? process_options(read_description(message.descriptors.back()))
                                    : maker.make_options(request.entry, request.worker);
        options.standard_output = message.descriptors[0].get();
        options.standard_error = message.descriptors[1].get();
        if (request.has_input) options.standard_input = message.descriptors[2].get();
        if (is_closing()) return ECANCELED;
        spawn(options, result);
    } catch (const std::system_error& error) {
        return error.code().value();
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    }
    return 0;
}

void SpawnThreads::Shared::spawn(const async::ProcessOptions& options, SpawnResult& result) {
    const async::ProcessBody body =
        maker.find_body ? maker.find_body(options.arguments) : async::ProcessBody();
    result.is_fork = body != nullptr;
    result.pid = body ? async::fork_to_run(options, body) : async::spawn(options);
}

bool SpawnThreads::Shared::is_closing() {
    const std::lock_guard lock(mutex);
    return is_closed;
}

/// False if the threads are to end.
bool SpawnThreads::Shared::wait_for_releases(std::uint64_t count) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return is_closed || releases >= count; });
    return !is_closed;
}

void SpawnThreads::Shared::fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex);
    failure = std::move(error);
    if (!is_closed) uv_async_send(wake);
}

/// With the mutex held.
void SpawnThreads::Shared::finish(std::list<SpawnResult>& result) {
    if (is_closed) return;
    result.front().is_reported = report(result.front());
    const bool must_wake = is_wake_wanted || !result.front().is_reported;
    is_wake_wanted =
        is_wake_wanted && busy > 0;  // it may be another thread's result that is wanted
    results.splice(results.end(), result);
    if (must_wake) uv_async_send(wake);
}

void* SpawnThreads::run_thread(void* argument) {
    const std::unique_ptr<Thread> thread(static_cast<Thread*>(argument));
    try {
        thread->shared->work(thread->number);
    } catch (...) {
        thread->shared->fail(std::current_exception());
    }
    return nullptr;
}

SpawnThreads::SpawnThreads(async::Loop& loop, async::FileDescriptor requests, ProcessMaker maker,
                           Report report)
    : shared_(std::make_shared<Shared>(std::move(requests), std::move(maker))),
      requested_(loop, shared_->requests.get(), async::Direction::read),
      silent_(loop, shared_->silence.get(), async::Direction::read),
      wake_(async::make_handle<uv_async_t>(this, uv_async_init, loop.uv(), on_wake)) {
    shared_->report = std::move(report);
    shared_->wake = wake_.get();
}

void SpawnThreads::on_wake(uv_async_t* handle) {
    auto* const self = static_cast<SpawnThreads*>(handle->data);
    if (self != nullptr) self->arrived_.notify_all();
}

/// A worker's peak memory is no less than that of the process that starts it; of a stack, only what
/// was used counts. A fork that plays a match goes on with the stack of its thread. Signals are for
/// the loop's thread. False if there is no room for a thread.
bool SpawnThreads::add_thread() {
    constexpr std::size_t stack_size = 4UL * 1024 * 1024;
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
    if (error != 0) return false;
    static_cast<void>(argument.release());  // the thread's now
    threads_.push_back(thread);
    return true;
}

bool SpawnThreads::are_all_busy() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->busy == threads_.size();
}

void SpawnThreads::count_release() {
    {
        const std::lock_guard lock(shared_->mutex);
        ++shared_->releases;
    }
    shared_->changed.notify_all();
}

/// Where there is no room for a thread, there is none for a process either.
async::Task<void> SpawnThreads::make_first_thread() {
    while (threads_.empty() && !add_thread()) {
        co_await requested_.wait();
        if (add_thread()) co_return;
        const auto message = async::MessageSocket::receive_blocking(shared_->requests.get());
        if (!message) co_return;
        const StartRequest request = read_request(*message);
        std::list<SpawnResult> failure(1);
        failure.front().id = request.id;
        failure.front().error = EAGAIN;
        const std::lock_guard lock(shared_->mutex);
        shared_->finish(failure);
    }
}

async::Task<void> SpawnThreads::run() {
    co_await make_first_thread();
    for (;;) {
        co_await silent_.wait();
        std::uint64_t expirations = 0;
        [[maybe_unused]] const ssize_t count =
            ::read(shared_->silence.get(), &expirations, sizeof expirations);
        const bool is_needed = are_all_busy() && threads_.size() < most_threads;
        if (is_needed && !add_thread()) set_timer(shared_->silence.get(), longest_silence);
    }
}

std::vector<SpawnResult> SpawnThreads::take_results() {
    std::list<SpawnResult> results;
    {
        const std::lock_guard lock(shared_->mutex);
        results.swap(shared_->results);
    }
    return {results.begin(), results.end()};
}

async::Task<std::vector<SpawnResult>> SpawnThreads::wait_for_results() {
    for (;;) {
        std::vector<SpawnResult> results = take_results();
        if (!results.empty()) co_return results;
        rethrow_failure();
        co_await arrived_.wait();
    }
}

void SpawnThreads::rethrow_failure() {
    const std::lock_guard lock(shared_->mutex);
    if (shared_->failure) std::rethrow_exception(shared_->failure);
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
        is_blocked = shared_->busy > 0;
    }
    shared_->changed.notify_all();
    ::shutdown(shared_->requests.get(), SHUT_RDWR);
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
