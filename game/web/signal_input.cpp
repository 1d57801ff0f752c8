#include "game/web/signal_input.h"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <sys/signalfd.h>
#include <unistd.h>

namespace game::web {

async::FileDescriptor open_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    async::FileDescriptor descriptor(signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    if (!descriptor.is_open()) {
        throw std::system_error(errno, std::generic_category(), "cannot wait for signals");
    }
    return descriptor;
}

int SignalInput::on_event(lws_callback_reasons reason, void* /*in*/, std::size_t /*size*/) {
    if (reason != LWS_CALLBACK_RAW_RX_FILE) return 0;
    signalfd_siginfo signal{};
    while (read(descriptor_, &signal, sizeof signal) == sizeof signal)
        on_signal_();
    return 0;
}

}  // namespace game::web
