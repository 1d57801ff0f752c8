/// `game --ask`.
#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/pipe_reader.h"
#include "common/io/process.h"
#include "common/io/read_buffer.h"
#include "common/io/signals.h"
#include "common/report.h"
#include "common/text/line_splitter.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/commands/stop_signals.h"
#include "game/launch/find_program.h"
#include "game/launch/launch_plan.h"
#include "game/launch/process_tree.h"
#include "game/match/input_pipe.h"
#include "game/review/comparison.h"
#include "game/review/conversation.h"
#include "game/review/debugger.h"
#include "game/review/log_file.h"
#include "game/review/review.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

/// As in a run: a longer line comes in pieces, which are no answers.
constexpr std::size_t longest_answer = 64UL * 1024;

constexpr std::chrono::seconds bot_kill_timeout(1);

void warn(const std::string& message) {
    common::complain("game: " + common::visible(message) + '\n');
}

/// Passes on all events that can be read.
void read_events(LogFile& log, Reporter& reporter, bool says_damage) {
    try {
        while (const std::optional<LogEvent> event = log.next())
            std::visit(Report{reporter}, *event);
    } catch (const LogDamage& damage) {
        if (says_damage) warn(damage.what());
    }
}

/// Which worker plays the player.
Role find_role(LogFile& log, const std::string& player) {
    RoleFinder finder(player);
    read_events(log, finder, true);
    if (finder.players().empty()) {
        throw common::UsageError("--ask", log.name() + ": there is no match in this log");
    }
    if (!finder.role()) {
        std::string names;
        for (const std::string& name : finder.players())
            names.append(names.empty() ? "" : ", ").append(name);
        throw common::UsageError("PLAYER", fmt::format("{} is not in the match; it has {}",
                                                       common::in_quotes(player), names));
    }
    if (!finder.role()->hears_match) {
        throw common::UsageError("PLAYER", fmt::format("{} was told nothing: its worker has no "
                                                       "messages on standard input",
                                                       common::in_quotes(player)));
    }
    return *finder.role();
}

/// The messages up to turn `last`, if there is one.
std::vector<ToldMessage> select_messages(const Conversation& conversation,
                                         std::optional<std::uint64_t> last) {
    std::vector<ToldMessage> selected = conversation.messages();
    if (!last) return selected;
    const auto found =
        std::find_if(selected.begin(), selected.end(),
                     [last](const ToldMessage& message) { return message.turn == *last; });
    if (found != selected.end()) {
        selected.erase(std::next(found), selected.end());
        return selected;
    }
    std::uint64_t latest = 0;
    for (const ToldMessage& message : selected)
        latest = std::max(latest, message.turn);
    throw common::UsageError(
        "TURN", fmt::format("the player was not told turn {}; its last is {}", *last, latest));
}

/// In our folder, and with the environment of a worker of the match.
LaunchPlan bot_plan(const AskSettings& settings, const std::vector<std::string>& command,
                    const Conversation& conversation) {
    LaunchSettings launch{"", settings.launcher, {}, {}, 0};
    if (conversation.speed() != 1) launch.speed = conversation.speed();
    return LaunchPlan(scenario_of({command}), launch);
}

/// The process of the bot. Throws std::system_error, with the name of the program.
async::ProcessOptions bot_process(const LaunchPlan& plan, std::uint64_t worker) {
    const std::string program = plan.command(0, worker).front();
    try {
        async::ProcessOptions options = plan.process(0, worker);
        const int error = check_program(options.program);
        if (error == 0) return options;
        throw std::system_error(error, std::generic_category());
    } catch (const std::system_error& failure) {
        throw std::system_error(failure.code(), program);
    }
}

std::string describe(const async::ProcessEnd& end) {
    if (end.exited()) return fmt::format("exit code {}", end.exit_code());
    return std::string("SIG") + ::sigabbrev_np(end.kill_signal());
}

/// One bot: sends it the messages, and compares what it says.
class Asking {
  public:
    Asking(async::Loop& loop, const std::vector<ToldMessage>& messages, Comparison& comparison)
        : loop_(loop), messages_(messages), comparison_(comparison), children_(loop) {}

    /// Runs the bot with pipes, in a session of its own, as in a run.
    async::Task<void> ask(const async::ProcessOptions& options) {
        start(options);
        async::Task<void> asking = ask_bot();
        co_await run_beside_signals(std::move(asking));
        print(comparison_.finish());
    }

    /// Runs a debugger with our own streams, and compares what the bot in it has left.
    async::Task<void> ask_in_debugger(const async::ProcessOptions& options,
                                      const DebuggerFiles& files) {
        is_debugger_ = true;
        std::signal(SIGQUIT, SIG_IGN);  // as Ctrl-C, it is meant for the debugger
        process_.emplace(children_, options);
        async::Task<void> waiting = wait_for_end();
        co_await run_beside_signals(std::move(waiting));
        if (!files.has_answers()) {
            warn("the bot was not run");
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

    ReviewResult result() {
        if (signal_) return {common::exit_failure, signal_};
        if (comparison_.compared() == 0 && is_debugger_) return {common::exit_failure, {}};
        print(comparison_.summary());
        const bool has_failed = end_ && (!end_->exited() || end_->exit_code() != 0);
        if (has_failed && !is_debugger_) warn("the command ended with " + describe(*end_));
        return {comparison_.different() > 0 ? common::exit_failure : common::exit_success, {}};
    }

  private:
    void start(const async::ProcessOptions& given) {
        async::Pipe input = async::make_pipe();
        async::Pipe output = async::make_pipe();
        async::ProcessOptions options = given;
        options.standard_input = input.read_end.get();
        options.standard_output = output.write_end.get();
        process_.emplace(children_, options);
        input_.emplace(loop_, std::move(input.write_end));
        output_.emplace(loop_, std::move(output.read_end), buffer_);
    }

    async::Task<void> run_beside_signals(async::Task<void> task) {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup background(context);
        background.start(handle_signals());
        background.start(run_to_end(background, std::move(task)));
        co_await background.join();
        process_->signal_group(SIGKILL);
    }

    async::Task<void> run_to_end(async::TaskGroup& background, async::Task<void> task) {
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
    async::Task<void> handle_signals() {
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

    async::Task<void> ask_bot() {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        tasks.start(send_messages());
        tasks.start(receive_answers());
        tasks.start(wait_for_end());
        co_await tasks.join();
    }

    /// The next message comes when the answer to the one before is there, unless the bot had given
    /// none in the run: there it was not waited for either.
    async::Task<void> send_messages() {
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
    async::Task<void> send(std::string_view text) {
        while (!text.empty() && !is_at_end_) {
            const std::optional<std::size_t> written = input_->write({text, {}, {}});
            if (!written) co_return;
            text.remove_prefix(*written);
            if (!text.empty()) {
                co_await input_->wait_for_room();
            }
        }
    }

    async::Task<void> receive_answers() {
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

    async::Task<void> wait_for_end() {
        const async::ProcessEnd& end = co_await process_->wait();
        end_ = end;
        if (output_) output_->end_after_pending();
    }

    void finish_output() {
        splitter_.finish([this](std::string_view line, bool continued) { hear(line, continued); });
        is_at_end_ = true;
    }

    void hear(std::string_view line, bool continued) {
        const bool is_whole = !continued && !is_in_line_;
        is_in_line_ = continued;
        if (is_whole) print(comparison_.hear(line));
    }

    static void print(const std::string& lines) {
        if (!lines.empty()) common::write_all(STDOUT_FILENO, lines);
    }

    async::Loop& loop_;
    const std::vector<ToldMessage>& messages_;
    Comparison& comparison_;
    async::Children children_;
    async::ReadBuffer buffer_;
    std::optional<InputPipe> input_;
    std::optional<async::PipeReader> output_;
    std::optional<async::Process> process_;
    common::LineSplitter splitter_{longest_answer};
    async::TaskGroup* tasks_ = nullptr;  ///< while the bot runs
    async::Condition changed_;
    bool is_debugger_ = false;
    bool is_in_line_ = false;  ///< a part of a line was heard
    bool is_at_end_ = false;   ///< the bot's output
    std::optional<async::ProcessEnd> end_;
    std::optional<int> signal_;
};

std::string text_of(const std::vector<ToldMessage>& messages) {
    std::string text;
    for (const ToldMessage& message : messages)
        text += message.text;
    return text;
}

/// Runs `make`, the task of an Asking, on a loop of its own.
template <class Make>
ReviewResult run_asking(const std::vector<ToldMessage>& messages, Comparison& comparison,
                        const Make& make) {
    async::require_loop_descriptors();
    hold_stop_signals();  // until they are handled
    static_cast<void>(adopt_orphans());
    async::SteadyTime time;
    async::Loop loop(time);
    Asking asking(loop, messages, comparison);
    loop.run(make(asking));
    kill_descendants(bot_kill_timeout);
    return asking.result();
}

}  // namespace

ReviewResult ask(const AskSettings& settings) {
    LogFile log(settings.log, "--ask");
    log.rewind();
    const Role role = find_role(log, settings.player);
    log.rewind();
    Conversation conversation(role);
    read_events(log, conversation, false);
    const std::vector<ToldMessage> messages = select_messages(conversation, settings.turn);
    if (settings.command.empty()) {
        common::write_all(STDOUT_FILENO, text_of(messages));
        return {common::exit_success, {}};
    }

    const auto player = std::find_if(
        role.names.begin(), role.names.end(),
        [&settings](const PlayedName& played) { return played.name == settings.player; });
    Comparison comparison(conversation, static_cast<std::size_t>(player - role.names.begin()));
    if (!is_debugger(settings.command)) {
        const LaunchPlan plan = bot_plan(settings, settings.command, conversation);
        const async::ProcessOptions options = bot_process(plan, role.worker);
        return run_asking(messages, comparison,
                          [&options](Asking& asking) { return asking.ask(options); });
    }
    hold_stop_signals();
    const DebuggerFiles files(text_of(messages));
    const LaunchPlan plan = bot_plan(settings, files.attach_to(settings.command), conversation);
    async::ProcessOptions options = bot_process(plan, role.worker);
    options.has_own_session = false;
    warn(
        "run the bot in the debugger: it reads its messages from a file, and its answers are "
        "compared at the end");
    return run_asking(messages, comparison, [&options, &files](Asking& asking) {
        return asking.ask_in_debugger(options, files);
    });
}

}  // namespace game
