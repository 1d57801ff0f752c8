#include "game/play/stop_decisions.h"

#include "game/commands/stop_signals.h"

#include <chrono>
#include <cstring>

#include <fmt/format.h>
#include <signal.h>

namespace game {

namespace {

std::string_view again(int signal) {
    return signal == SIGINT ? "Ctrl-C again" : "a second signal";
}

}  // namespace

StopDecisions::StopDecisions(async::Loop& loop) : loop_(loop), signals_(loop, stop_signals()) {
    release_stop_signals();
}

async::Task<int> StopDecisions::first() {
    const int signal = co_await signals_.next();
    first_ = signal;
    co_return signal;
}

async::Task<void> StopDecisions::next() {
    constexpr std::chrono::milliseconds echo(50);
    const async::TimePoint end_of_echo = async::later(loop_.now(), echo);
    for (bool is_echo = true; is_echo;) {
        const int signal = co_await signals_.next();
        is_echo = signal == first_ && loop_.now() < end_of_echo;
    }
}

std::string signal_name(int signal) {
    return std::string("SIG") + ::sigabbrev_np(signal);
}

std::string waiting_for_matches(std::size_t matches, int signal) {
    const std::string running =
        matches == 1 ? std::string("match that runs") : fmt::format("{} matches that run", matches);
    return fmt::format("stopping: waiting for the {}; {} stops {}", running, again(signal),
                       matches == 1 ? "it" : "them");
}

std::string waiting_for_workers(std::size_t workers, std::string_view names,
                                async::Duration stop_timeout, int signal) {
    return fmt::format("stopping: waiting up to {:g} s for {}; {} kills {}",
                       std::chrono::duration<double>(stop_timeout).count(), names, again(signal),
                       workers == 1 ? "it" : "them");
}

}  // namespace game
