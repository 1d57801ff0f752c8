/// `game --ask`.
#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/process.h"
#include "common/report.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/commands/stop_signals.h"
#include "game/launch/find_program.h"
#include "game/launch/launch_plan.h"
#include "game/launch/process_tree.h"
#include "game/review/asking.h"
#include "game/review/comparison.h"
#include "game/review/conversation.h"
#include "game/review/debugger.h"
#include "game/review/log_file.h"
#include "game/review/review.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

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
    Asking asking(loop, messages, comparison,
                  [](const std::string& lines) { common::write_all(STDOUT_FILENO, lines); });
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
