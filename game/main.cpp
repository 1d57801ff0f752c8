/// `game`: launches workers as a scenario says, and relays what they write.
#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/io.h"
#include "common/io/message_socket.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/commands/control_socket.h"
#include "game/commands/ctl.h"
#include "game/commands/stop_signals.h"
#include "game/launch/find_program.h"
#include "game/launch/fork_server_process.h"
#include "game/launch/launch_plan.h"
#include "game/launch/process_tree.h"
#include "game/launch/start_failure.h"
#include "game/options.h"
#include "game/play/game.h"
#include "game/play/replay.h"
#include "game/rules/referee_program.h"
#include "game/scenario/problems.h"
#include "game/scenario/reader.h"
#include "game/scenario/timetable.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

/// The parent process may have blocked or ignored what we depend on.
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

/// Without memory even for an exception, the run-time library terminates the program.
[[noreturn]] void handle_termination() {
    if (std::current_exception()) std::abort();
    ::_exit(report_no_memory());
}

/// Before the constructors of static objects run, which need memory too.
[[gnu::constructor(101)]] void set_termination_handler() {
    std::set_terminate(handle_termination);
}

/// Our own limit: workers are children of the fork server, which keeps the one we were given.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Both processes need as many to begin with. Said once, before there are two. Throws
/// std::system_error.
void require_free_descriptors() {
    constexpr std::size_t needed = 18;
    std::vector<async::FileDescriptor> free;
    for (std::size_t i = 0; i < needed; ++i) {
        free.emplace_back(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
        if (free.back().is_open()) continue;
        const int error = errno;
        throw std::system_error(error, std::generic_category(),
                                fmt::format("{} free descriptors are needed", needed));
    }
}

/// What the options say wins over the scenario.
void apply(const game::Options& options, game::Scenario& scenario) {
    if (options.players) scenario.players = options.players;
    if (options.launcher) scenario.launcher = *options.launcher;
    if (options.max_running) scenario.max_running = options.max_running;
    if (options.stop_timeout) scenario.stop_timeout = *options.stop_timeout;
}

game::LaunchPlan make_plan(const game::Options& options, const game::Scenario& scenario) {
    return game::LaunchPlan(scenario, {game::find_players(scenario.players), scenario.launcher,
                                       options.seed, options.speed});
}

game::GameSettings make_settings(const game::Options& options, const game::Scenario& scenario) {
    game::GameSettings settings;
    settings.scheduler.max_running = scenario.max_running;
    settings.scheduler.stop_when = scenario.stop_when;
    settings.scheduler.fail_fast = options.fail_fast;
    settings.scheduler.keep_running = options.keep_running;
    settings.stop_timeout = scenario.stop_timeout;
    settings.speed = options.speed.value_or(1);
    settings.has_clock = options.has_clock;
    settings.has_keyboard = options.has_keyboard && !game::is_standard_input(scenario.file);
    settings.output = options.output;
    settings.file = scenario.file.string();
    settings.seed = options.seed;
    settings.planned_workers = scenario.planned_workers();
    return settings;
}

async::Task<game::GameResult> play(async::Loop& loop, const game::LaunchPlan& plan,
                                   const game::GameSettings& settings,
                                   game::GameResources resources) {
    game::Game game(loop, plan, settings, std::move(resources));
    const game::GameResult result = co_await game.run();
    co_return result;
}

/// A fork of this process. Signals to the whole job are held back until the child, which they would
/// end, ignores them (see serve_forks); in the child they stay so.
pid_t fork_sheltered() {
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &former);
    const pid_t pid = ::fork();
    const int error = errno;
    if (pid != 0) ::sigprocmask(SIG_SETMASK, &former, nullptr);
    if (pid < 0) throw std::system_error(error, std::generic_category(), "cannot fork");
    return pid;
}

/// Plays with the fork server that serves the other ends of the sockets, process `fork_server`.
game::GameResult play_with(game::ForkSockets sockets, pid_t fork_server,
                           const game::LaunchPlan& plan, const game::GameSettings& settings,
                           const game::Options& options) {
    game::GameResources resources{std::move(sockets), fork_server, {}, nullptr};
    static_cast<void>(game::adopt_orphans());  // if that fails, the fork server says so
    raise_descriptor_limit();
    // Not emptied yet: if the socket is refused, another game that has it may write these files.
    resources.output_files = game::open_output_files(settings.output);
    std::optional<game::ControlSocket> control;
    game::hold_stop_signals();  // until the game handles them: a socket must not be left behind
    if (options.control) {
        const game::ControlAccess access = options.control_access.value_or(game::ControlAccess());
        resources.control = &control.emplace(*options.control, access);
    }
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    return loop.run(play(loop, plan, settings, std::move(resources)));
}

/// The workers are started by a fork of this process, made while it is still small.
game::GameResult fork_and_play(const game::LaunchPlan& plan, const game::GameSettings& settings,
                               const game::Options& options) {
    require_free_descriptors();
    ::malloc_trim(0);  // a worker's peak memory is no less than that of the process that starts it
    auto [ours, theirs] = game::make_fork_sockets();
    const pid_t self = ::getpid();
    const pid_t pid = fork_sheltered();
    if (pid == 0) {
        ours = {};
        const auto make_options = [&plan](std::size_t entry, std::uint64_t worker) {
            return plan.process(entry, worker);
        };
        return {game::serve_forks(std::move(theirs), make_options, self), {}};
    }
    theirs = {};
    game::ForkServerProcess server(pid);
    game::GameResult result = play_with(std::move(ours), pid, plan, settings, options);
    const bool is_clean = server.wait();
    if (result.exit_code == common::exit_success && !is_clean) {
        result.exit_code = common::exit_failure;
    }
    return result;
}

async::Task<game::ReplayResult> play_again(async::Loop& loop,
                                           const game::ReplaySettings& settings) {
    game::Replay replay(loop, settings);
    game::ReplayResult result = co_await replay.run();
    co_return result;
}

game::GameResult replay(const game::Options& options) {
    const game::ReplaySettings settings{*options.replay, options.speed.value_or(1),
                                        options.has_clock, options.output};
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    const game::ReplayResult result = loop.run(play_again(loop, settings));
    common::complain(result.errors);
    return {result.exit_code, result.signal};
}

void complain_in_lines(const std::vector<std::string>& problems) {
    std::string lines;
    for (const std::string& problem : problems)
        lines += problem + '\n';
    common::complain(lines);
}

/// Of the commands, or of the file. None if it cannot be used, which is then said.
std::optional<game::Scenario> find_scenario(const game::Options& options) {
    if (!options.commands.empty()) return game::scenario_of(options.commands);
    auto read = game::read_scenario(options.scenario);
    if (const auto* const problems = std::get_if<game::ProblemLines>(&read)) {
        complain_in_lines(*problems);
        return std::nullopt;
    }
    return std::get<game::Scenario>(std::move(read));
}

/// Prints what a run would do, and what it could not. Returns the exit code.
int check(const game::Scenario& scenario, const game::LaunchPlan& plan) {
    common::write_all(STDOUT_FILENO, game::format_timetable(scenario));
    game::ScenarioProblems problems(common::visible(scenario.file.string()));
    for (const std::string& failure : game::find_start_failures(plan))
        problems.add(failure);
    complain_in_lines(problems.lines());
    return problems.none() ? common::exit_success : common::exit_failure;
}

game::GameResult read_and_play(const game::Options& options) {
    std::optional<game::Scenario> scenario = find_scenario(options);
    if (!scenario) return {common::exit_usage, {}};
    apply(options, *scenario);
    const game::LaunchPlan plan = make_plan(options, *scenario);
    if (options.check) return {check(*scenario, plan), {}};
    return fork_and_play(plan, make_settings(options, *scenario), options);
}

/// Ends this process by `signal`, by which the run was stopped: then a shell ends the loop in which
/// it runs us, as it does not when a program only exits. Returns if that is not possible: the first
/// process of a container does not die of a signal that it sends itself.
void end_by(int signal) {
    std::signal(signal, SIG_DFL);
    sigset_t only;
    ::sigemptyset(&only);
    ::sigaddset(&only, signal);
    ::sigprocmask(SIG_UNBLOCK, &only, nullptr);
    std::raise(signal);
}

game::GameResult run(const game::Options& options) {
    if (options.answer) {
        common::write_all(STDOUT_FILENO, *options.answer);
    } else if (options.replay) {
        return replay(options);
    } else if (options.referee) {
        game::rules::run_referee(*options.referee, STDIN_FILENO, STDOUT_FILENO);
    } else {
        return read_and_play(options);
    }
    return {common::exit_success, {}};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && argv[1] == std::string_view("ctl")) return game::run_ctl(argc - 1, argv + 1);
    set_signal_actions();
    try {
        common::reserve_standard_descriptors();
        const game::GameResult result = run(game::parse_options(argc, argv));
        if (result.signal) end_by(*result.signal);
        return result.exit_code;
    } catch (const std::bad_alloc&) {
        return report_no_memory();
    } catch (const std::exception& error) {
        const bool is_cut_off = common::is_reader_gone(error);
        return is_cut_off ? common::exit_signal_base + SIGPIPE : common::report("game", error);
    }
}
