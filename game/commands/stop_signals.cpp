#include "game/commands/stop_signals.h"

#include <signal.h>

namespace game {

namespace {

bool is_ignored(int signal) {
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void mask_stop_signals(int how) {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : stop_signals())
        ::sigaddset(&signals, signal);
    ::sigprocmask(how, &signals, nullptr);
}

}  // namespace

std::vector<int> stop_signals() {
    std::vector<int> signals = {SIGINT, SIGTERM, SIGHUP};
    std::erase_if(signals, is_ignored);
    return signals;
}

void hold_stop_signals() {
    mask_stop_signals(SIG_BLOCK);
}

void release_stop_signals() {
    mask_stop_signals(SIG_UNBLOCK);
}

}  // namespace game
