/// Coroutines in the shapes that our rule forbids, and how to see what a compiler makes of them. A
/// shape is missing: `co_await f({a, b})` for a list, which g++ 12 does not always compile.
#pragma once

#include "common/async/async.h"
#include "tests/unit/manual_time.h"

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace probes {

using async::next_turn;
using async::Task;

/// Counts how many of its kind live: 0 at the end, unless one was destroyed twice or never.
class Counted {
  public:
    explicit Counted(int& alive) : alive_(&alive) { ++*alive_; }
    Counted(const Counted& other) : alive_(other.alive_) { ++*alive_; }
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --*alive_; }

  private:
    int* alive_;
};

struct Aggregate {
    Counted counted;
    int number = 0;
};

inline Task<bool> say_yes() {
    co_await next_turn();
    co_return true;
}

inline Task<Counted> make_counted(int& alive) {
    co_await next_turn();
    co_return Counted(alive);
}

inline Task<void> take_aggregate(const Aggregate&) {
    co_await next_turn();
}
template <class Function>
Task<void> take_function(const Function& function) {
    co_await next_turn();
    function();
}

inline Task<void> condition(bool& ran) {
    if (co_await say_yes()) ran = true;
}

inline Task<void> loop_condition(bool& ran) {
    while (co_await say_yes()) {
        ran = true;
        co_return;
    }
}

inline Task<void> selection(bool& ran) {
    switch (co_await say_yes()) {
        default:
            ran = true;
    }
}

inline Task<void> temporary_aggregate(int& alive) {
    co_await take_aggregate({Counted(alive), 1});
}

inline Task<void> capturing_lambda(int& alive) {
    const Counted counted(alive);
    co_await take_function([counted] {});
}

inline Task<void> ternary(int& alive) {
    const bool yes = true;
    const Counted result = yes ? co_await make_counted(alive) : Counted(alive);
}

inline Task<void> designated(int& alive) {
    const Aggregate result{.counted = co_await make_counted(alive), .number = 1};
}

/// An awaiter that counts how often it was copied.
class Copied {
  public:
    explicit Copied(int& copies) : copies_(&copies) {}
    Copied(const Copied& other) : copies_(other.copies_) { ++*copies_; }
    Copied& operator=(const Copied&) = delete;
    ~Copied() = default;

    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}

    Copied& itself() { return *this; }

  private:
    int* copies_;
};

inline Task<void> dereferenced(int& copies) {
    const auto pointer = std::make_unique<Copied>(copies);
    co_await *pointer;
}

inline Task<void> reference_returned(int& copies) {
    Copied awaiter(copies);
    co_await awaiter.itself();
}

/// True if the probe, which is to leave its argument at 0, does.
inline bool counts_right(Task<void> (*probe)(int&)) {
    int count = 0;
    async::ManualTime time;
    async::Loop(time).run(probe(count));
    return count == 0;
}

/// True if the probe, which is to make its argument true, does.
inline bool runs(Task<void> (*probe)(bool&)) {
    bool ran = false;
    async::ManualTime time;
    async::Loop(time).run(probe(ran));
    return ran;
}

/// True if `check(probe)` is true, in a process of its own: where it is not, anything may happen.
template <class Probe>
bool holds(bool (*check)(Probe), Probe probe) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (const int signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV}) {
            ::signal(signal, SIG_DFL);
        }
        ::alarm(10);
        const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
        bool result = false;
        try {
            result = check(probe);
        } catch (const std::logic_error&) {
            result = false;  // it got lost on its way, and waits for nothing
        }
        ::_exit(result ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

}  // namespace probes
