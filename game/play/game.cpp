#include "game/play/game.h"

#include "common/exit_code.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/commands/stop_signals.h"
#include "game/launch/process_tree.h"
#include "game/play/sd_notify.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

namespace game {

namespace {

constexpr std::size_t command_queue_capacity = 64;

/// How long the reader of standard error, or a process that is to be killed, may take at the end.
constexpr std::chrono::seconds patience(1);

std::string signal_name(int signal) {
    return std::string("SIG") + ::sigabbrev_np(signal);
}

/// Answers to the keyboard go to standard error: they are no part of the run's output.
std::function<void(std::string_view)> keyboard_answer(Output& output) {
    const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
    return [&output, is_terminal](std::string_view lines) {
        if (!is_terminal) {
            output.write(lines);
            return;
        }
        while (!lines.empty()) {
            const std::size_t size = std::min(lines.find('\n'), lines.size() - 1);
            output.write(common::visible(lines.substr(0, size)), "\n");
            lines.remove_prefix(size + 1);
        }
    };
}

}  // namespace

Game::Game(async::Loop& loop, const LaunchPlan& plan, const GameSettings& settings,
           GameFoundation foundation)
    : loop_(loop),
      settings_(settings),
      scale_(loop.now(), settings.speed),
      outputs_(loop, settings.output, std::move(foundation.output_files), Overflow::pause(buffer_)),
      diagnostics_(loop, STDERR_FILENO, Overflow::drop()),
      fork_server_(loop, std::move(foundation.fork_server)),
      fork_server_pid_(foundation.fork_server_pid),
      services_{loop,    scale_,   fork_server_, plan,
                buffer_, outputs_, outputs_,     settings.stop_timeout},
      scheduler_(services_, settings.scheduler, [this](const std::string& text) { say(text); }),
      clients_buffer_(largest_client_piece),
      commands_(command_queue_capacity),
      commander_(services_, scheduler_, commands_),
      clock_(loop, scale_, outputs_),
      keyboard_(loop, STDIN_FILENO, commands_, keyboard_answer(diagnostics_)) {
    if (foundation.control != nullptr) {
        control_.emplace(loop, *foundation.control, clients_buffer_, commands_);
    }
}

async::Task<int> Game::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup foundation(context);
    const Outputs::Warn warn = [this](const std::string& text) { say(text); };
    const std::function<void()> stop_all = [this] { scheduler_.stop("output"); };
    foundation.start(outputs_.run(warn, stop_all));
    foundation.start(diagnostics_.run());
    foundation.start(fork_server_.run());
    foundation.start(heed_fork_server());
    foundation.start(keep_fork_server_going());
    foundation.start(heed_signals());
    foundation.start(tell_story(foundation));
    co_await foundation.join();
    co_return exit_code();
}

/// From the first line to the last, all written. Then nothing is left to do.
async::Task<void> Game::tell_story(async::TaskGroup& foundation) {
    const async::TaskContext& context = co_await async::current_context();
    outputs_.scenario({async::Duration(0), settings_.file, settings_.seed, settings_.speed,
                       settings_.planned_workers});
    async::TaskGroup company(context);
    if (settings_.has_clock) company.start(clock_.run());  // first, as its line comes first
    company.start(keyboard_.run());
    company.start(commander_.run());
    if (control_) company.start(control_->run());
    company.start(run_scheduler(company));
    notify_service_manager("READY=1");
    co_await company.join();

    const int code = exit_code();
    outputs_.ended(
        {scale_.since_start(loop_.now()), scheduler_.launched(), scheduler_.failed(), code});
    co_await write_what_is_left();
    hold_stop_signals();  // what we found is put back to its end
    foundation.stop();
}

async::Task<void> Game::run_scheduler(async::TaskGroup& company) {
    co_await scheduler_.run();
    company.stop();
}

/// The first signal stops the run in good order; the second kills, and waits no more for readers
/// that take nothing.
async::Task<void> Game::heed_signals() {
    async::SignalWatcher signals(loop_, stop_signals());
    release_stop_signals();
    const int first = co_await signals.next();
    stop_signal_ = first;
    scheduler_.stop(signal_name(first));
    notify_service_manager("STOPPING=1");
    co_await next_decision(signals, first);
    scheduler_.kill_all();
    co_await outputs_.abandon_stuck_outputs();
}

/// Waits for a signal that somebody sends on purpose. One decision may reach us twice: timeout(1)
/// signals us and then our group; when a terminal goes, the kernel and the shell both do.
async::Task<void> Game::next_decision(async::SignalWatcher& signals, int first) {
    constexpr std::chrono::milliseconds echo(50);
    const async::TimePoint end_of_echo = async::later(loop_.now(), echo);
    for (bool is_echo = true; is_echo;) {
        const int signal = co_await signals.next();
        is_echo = signal == first && loop_.now() < end_of_echo;
    }
}

async::Task<void> Game::heed_fork_server() {
    co_await fork_server_.wait_until_lost();
    has_lost_fork_server_ = true;
    say("the process that starts the workers is gone: stopping");
    scheduler_.stop("fork-server");
    kill_descendants(patience);
}

/// A worker may stop its parent, and everybody would wait for that.
async::Task<void> Game::keep_fork_server_going() {
    async::SignalWatcher changes(loop_, {SIGCHLD});
    for (;;) {
        co_await changes.next();
        if (!has_lost_fork_server_) ::kill(fork_server_pid_, SIGCONT);
    }
}

async::Task<void> Game::write_what_is_left() {
    co_await outputs_.finish();
    async::Task<void> draining = diagnostics_.wait_until_drained();
    try {
        co_await async::with_timeout(patience, std::move(draining));
    } catch (const async::TimedOut&) {
        diagnostics_.fail_with(ECANCELED);
    }
}

void Game::say(const std::string& message) {
    diagnostics_.write("game: ", common::visible(message), "\n");
}

int Game::exit_code() const {
    if (has_lost_fork_server_) return common::exit_failure;
    if (stop_signal_) return common::exit_signal_base + *stop_signal_;
    if (const std::optional<int> code = outputs_.exit_code()) return *code;
    return scheduler_.failed() > 0 ? common::exit_failure : common::exit_success;
}

}  // namespace game
