#include "game/commands/reopen_signal.h"

#include <signal.h>

namespace game {

namespace {

bool ignores_reopen_signal() {
    struct sigaction action{};
    return ::sigaction(SIGUSR1, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void mask(int how) {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGUSR1);
    ::sigprocmask(how, &signals, nullptr);
}

}  // namespace

ReopenRequests::ReopenRequests(async::Loop& loop) {
    if (ignores_reopen_signal()) return;
    signal_.emplace(loop, std::vector<int>{SIGUSR1});
    mask(SIG_UNBLOCK);
}

ReopenRequests::~ReopenRequests() {
    mask(SIG_BLOCK);
}

async::Task<void> ReopenRequests::next() {
    if (signal_) {
        co_await signal_->next();
        co_return;
    }
    for (;;) {
        co_await never_.wait();
    }
}

}  // namespace game
