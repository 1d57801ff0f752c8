/// ChildSignals: the ends of children, as SIGCHLD announces them.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"

#include <cerrno>
#include <system_error>

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace game {

/// By signalfd(2): libuv's signal handler would cost each end six system calls. SIGCHLD must be
/// blocked, in all threads, for as long as it lives.
class ChildSignals {
  public:
    /// `loop` must outlive it. Throws std::system_error.
    explicit ChildSignals(async::Loop& loop)
        : signals_(watch()), readable_(loop, signals_.get(), async::Direction::read) {}

    /// Waits until at least one child has ended since the last call.
    async::Task<void> next() {
        signalfd_siginfo signal{};
        while (::read(signals_.get(), &signal, sizeof signal) < 0) {
            co_await readable_.wait();
        }
    }

  private:
    static async::FileDescriptor watch() {
        sigset_t child;
        ::sigemptyset(&child);
        ::sigaddset(&child, SIGCHLD);
        async::FileDescriptor signals(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!signals.is_open()) throw std::system_error(errno, std::generic_category(), "signalfd");
        return signals;
    }

    async::FileDescriptor signals_;
    async::Readiness readable_;
};

}  // namespace game
