#include "game/review/asking.h"

#include "common/exit_code.h"
#include "common/io/signals.h"
#include "common/report.h"
#include "game/commands/stop_signals.h"

#include <csignal>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

std::string describe(const async::ProcessEnd& end) {
    if (end.exited()) return fmt::format("exit code {}", end.exit_code());
    return std::string("SIG") + ::sigabbrev_np(end.kill_signal());
}

}  // namespace

Asking::Asking(async::Loop& loop, const std::vector<ToldMessage>& messages, Comparison& comparison,
               Print print)
    : loop_(loop),
      messages_(messages),
      comparison_(comparison),
      print_(std::move(print)),
      children_(loop) {}

async::Task<void> Asking::ask(const async::ProcessOptions& options) {
    start(options);
    async::Task<void> asking = ask_bot();
    co_await run_beside_signals(std::move(asking));
    print(comparison_.finish());
}

async::Task<void> Asking::ask_in_debugger(const async::ProcessOptions& options,
                                          const DebuggerFiles& files) {
    is_debugger_ = true;
    std::signal(SIGQUIT, SIG_IGN);  // as Ctrl-C, it is meant for the debugger
    process_.emplace(children_, options);
    async::Task<void> waiting = wait_for_end();
    co_await run_beside_signals(std::move(waiting));
    if (!files.has_answers()) {
        common::complain("game: the bot was not run\n");
        co_return;
    }
    for (const ToldMessage& message : messages_)
        comparison_.tell(message);
    const std::string answers = files.answers();
    splitter_.feed(answers,
                   [this](std::string_view line, bool continued) { hear(line, continued); });
    finish_output();
    print(comparison_.finish());
}

ReviewResult Asking::result() {
    if (signal_) return {common::exit_failure, signal_};
    if (comparison_.compared() == 0 && is_debugger_) return {common::exit_failure, {}};
    print(comparison_.summary());
    const bool has_failed = end_ && (!end_->exited() || end_->exit_code() != 0);
    if (has_failed && !is_debugger_) {
        common::complain(fmt::format("game: the command ended with {}\n", describe(*end_)));
    }
    return {comparison_.different() > 0 ? common::exit_failure : common::exit_success, {}};
}

void Asking::start(const async::ProcessOptions& given) {
    async::Pipe input = async::make_pipe();
    async::Pipe output = async::make_pipe();
    async::ProcessOptions options = given;
    options.standard_input = input.read_end.get();
    options.standard_output = output.write_end.get();
    process_.emplace(children_, options);
    input_.emplace(loop_, std::move(input.write_end));
    output_.emplace(loop_, std::move(output.read_end), buffer_);
}

async::Task<void> Asking::run_beside_signals(async::Task<void> task) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup background(context);
    background.start(handle_signals());
    background.start(run_to_end(background, std::move(task)));
    co_await background.join();
    process_->signal_group(SIGKILL);
}

async::Task<void> Asking::run_to_end(async::TaskGroup& background, async::Task<void> task) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks_ = &tasks;
    tasks.start(std::move(task));
    co_await tasks.join();
    tasks_ = nullptr;
    hold_stop_signals();  // nothing is left behind from here on
    background.stop();
}

/// In a debugger, Ctrl-C interrupts the bot.
async::Task<void> Asking::handle_signals() {
    async::SignalWatcher signals(loop_, stop_signals());
    release_stop_signals();
    for (;;) {
        const int signal = co_await signals.next();
        if (is_debugger_ && signal == SIGINT) continue;
        signal_ = signal;
        break;
    }
    if (tasks_ != nullptr) tasks_->stop();
}

async::Task<void> Asking::ask_bot() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(send_messages());
    tasks.start(receive_answers());
    tasks.start(wait_for_end());
    co_await tasks.join();
}

/// The next message comes when the answer to the one before is there, unless the bot had given
/// none in the run: there it was not waited for either.
async::Task<void> Asking::send_messages() {
    for (const ToldMessage& message : messages_) {
        comparison_.tell(message);
        co_await send(message.text);
        while (!comparison_.is_done_with(message.turn) && !is_at_end_) {
            co_await changed_.wait();
        }
    }
    input_->close();
}

/// If it reads nothing more, its output will tell.
async::Task<void> Asking::send(std::string_view text) {
    while (!text.empty() && !is_at_end_) {
        const std::optional<std::size_t> written = input_->write({text, {}, {}});
        if (!written) co_return;
        text.remove_prefix(*written);
        if (!text.empty()) {
            co_await input_->wait_for_room();
        }
    }
}

async::Task<void> Asking::receive_answers() {
    const auto take = [this](std::string_view line, bool continued) { hear(line, continued); };
    for (;;) {
        const std::string_view bytes = co_await output_->read();
        if (bytes.empty()) break;
        splitter_.feed(bytes, take);
        changed_.notify_all();
    }
    finish_output();
    changed_.notify_all();
}

async::Task<void> Asking::wait_for_end() {
    const async::ProcessEnd& end = co_await process_->wait();
    end_ = end;
    if (output_) output_->end_after_pending();
}

void Asking::finish_output() {
    splitter_.finish([this](std::string_view line, bool continued) { hear(line, continued); });
    is_at_end_ = true;
}

void Asking::hear(std::string_view line, bool continued) {
    const bool is_whole = !continued && !is_in_line_;
    is_in_line_ = continued;
    if (is_whole) print(comparison_.hear(line));
}

void Asking::print(const std::string& lines) const {
    if (!lines.empty()) print_(lines);
}

}  // namespace game
