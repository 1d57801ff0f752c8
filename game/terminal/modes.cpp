#include "game/terminal/modes.h"

#include <array>
#include <atomic>
#include <csignal>
#include <utility>

#include <unistd.h>

namespace game::terminal {

namespace {

/// Those that end a process at once. Libraries that handle some of them keep them.
constexpr std::array<int, 8> fatal_signals = {SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                                              SIGABRT, SIGQUIT, SIGSYS, SIGTRAP};

/// What a signal handler can reach: plain data, filled before `is_armed` is set.
struct LastResort {
    std::atomic<bool> is_armed = false;
    int descriptor = -1;
    int output = -1;
    std::string reset;
    termios former{};
};

LastResort last_resort;  // NOLINT(*-avoid-non-const-global-variables): a handler has no arguments

void set_modes(int descriptor, const termios& modes) {
    sigset_t background;
    sigset_t former;
    ::sigemptyset(&background);
    ::sigaddset(&background, SIGTTOU);
    ::sigprocmask(SIG_BLOCK, &background, &former);  // another job may have the terminal meanwhile
    ::tcsetattr(descriptor, TCSANOW, &modes);
    ::sigprocmask(SIG_SETMASK, &former, nullptr);
}

/// Only what may be called in a handler. The action is the default one again: the signal that is
/// raised, or the fault that happens again, ends the process.
void give_back_at_last(int signal) {
    if (last_resort.is_armed.exchange(false)) {
        const std::string& reset = last_resort.reset;
        [[maybe_unused]] const ssize_t count =
            ::write(last_resort.output, reset.data(), reset.size());
        ::tcsetattr(last_resort.descriptor, TCSANOW, &last_resort.former);
    }
    ::raise(signal);
}

void handle_fatal_signals() {
    for (const int signal : fatal_signals) {
        struct sigaction found{};
        if (::sigaction(signal, nullptr, &found) != 0 || found.sa_handler != SIG_DFL) continue;
        struct sigaction handled{};
        handled.sa_handler = give_back_at_last;
        handled.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        ::sigaction(signal, &handled, nullptr);
    }
}

void leave_fatal_signals() {
    for (const int signal : fatal_signals) {
        struct sigaction found{};
        if (::sigaction(signal, nullptr, &found) != 0) continue;
        if (found.sa_handler == give_back_at_last) std::signal(signal, SIG_DFL);
    }
}

}  // namespace

Modes::Modes(int descriptor, int output, std::string reset) : descriptor_(descriptor) {
    last_resort.descriptor = descriptor;
    last_resort.output = output;
    last_resort.reset = std::move(reset);
    handle_fatal_signals();
}

Modes::~Modes() {
    give_back();
    leave_fatal_signals();
}

bool Modes::take() {
    if (!is_in_foreground()) return false;
    if (!are_taken_ && ::tcgetattr(descriptor_, &former_) != 0) return false;
    termios wanted = former_;
    wanted.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | IEXTEN);
    wanted.c_iflag &= ~static_cast<tcflag_t>(IXON | INLCR | IGNCR);
    wanted.c_iflag |= ICRNL;
    wanted.c_cc[VMIN] = 1;
    wanted.c_cc[VTIME] = 0;
    last_resort.former = former_;
    last_resort.is_armed = true;
    are_taken_ = true;
    set_modes(descriptor_, wanted);
    return true;
}

void Modes::give_back() {
    if (!std::exchange(are_taken_, false)) return;
    last_resort.is_armed = false;
    if (is_in_foreground()) set_modes(descriptor_, former_);
}

void Modes::forget() {
    last_resort.is_armed = false;
    are_taken_ = false;
}

bool Modes::is_in_foreground() const {
    const pid_t foreground = ::tcgetpgrp(descriptor_);
    return foreground < 0 || foreground == ::getpgrp();
}

}  // namespace game::terminal
