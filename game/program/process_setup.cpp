#include "game/program/process_setup.h"

#include "common/exit_code.h"
#include "common/report.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include <unistd.h>

namespace game {

namespace {

/// Without memory even for an exception, the run-time library terminates the program.
[[noreturn]] void handle_termination() {
    if (std::current_exception()) std::abort();
    ::_exit(report_no_memory());
}

/// Before the constructors of static objects run, which need memory too.
[[gnu::constructor(101)]] void set_termination_handler() {
    std::set_terminate(handle_termination);
}

}  // namespace

void set_signal_actions() {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone is an error of the write instead
    std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that may not grow
    std::signal(SIGTTIN, SIG_IGN);  // in the background of a terminal its keyboard is not ours
    std::signal(SIGCHLD, SIG_DFL);
    sigset_t held;
    ::sigemptyset(&held);
    ::sigaddset(&held, SIGUSR1);  // until it is wanted: see reopen_signal.h
    ::sigprocmask(SIG_SETMASK, &held, nullptr);
}

int report_no_memory() {
    constexpr std::string_view message = "game: not enough memory\n";
    [[maybe_unused]] const ssize_t count = ::write(STDERR_FILENO, message.data(), message.size());
    return common::exit_failure;
}

int end_with_message(const std::function<int()>& run) {
    try {
        return run();
    } catch (const std::bad_alloc&) {
        return report_no_memory();
    } catch (const std::exception& error) {
        const bool is_cut_off = common::is_reader_gone(error);
        return is_cut_off ? common::exit_signal_base + SIGPIPE : common::report("game", error);
    }
}

void end_by(int signal) {
    std::signal(signal, SIG_DFL);
    sigset_t only;
    ::sigemptyset(&only);
    ::sigaddset(&only, signal);
    ::sigprocmask(SIG_UNBLOCK, &only, nullptr);
    std::raise(signal);
}

}  // namespace game
