#include "game/program/fork_and_play.h"

#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/io.h"
#include "common/io/message_socket.h"
#include "game/commands/control_socket.h"
#include "game/commands/stop_signals.h"
#include "game/launch/fork_server_process.h"
#include "game/launch/process_tree.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

namespace game {

namespace {

/// Both processes need as many to begin with. Said once, before there are two. Throws
/// std::system_error.
void require_free_descriptors(const OutputSettings& output) {
    constexpr std::size_t for_screen = 6;
    const std::size_t needed = 18 + (output.is_live ? for_screen : 0);
    std::vector<async::FileDescriptor> free;
    for (std::size_t i = 0; i < needed; ++i) {
        free.emplace_back(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
        if (free.back().is_open()) continue;
        const int error = errno;
        throw std::system_error(error, std::generic_category(),
                                fmt::format("{} free descriptors are needed", needed));
    }
}

async::Task<GameResult> play(async::Loop& loop, LaunchPlan& plan, const GameSettings& settings,
                             GameResources resources) {
    Game game(loop, plan, settings, std::move(resources));
    const GameResult result = co_await game.run();
    co_return result;
}

/// Plays with the fork server that serves the other ends of the sockets, process `fork_server`.
GameResult play_with(ForkSockets sockets, pid_t fork_server, LaunchPlan& plan,
                     const GameSettings& settings, const std::optional<ControlPlace>& place) {
    GameResources resources{GameForkServer{std::move(sockets), fork_server}, {}, nullptr, {}, {}};
    static_cast<void>(adopt_orphans());  // if that fails, the fork server says so
    async::raise_descriptor_limit();     // not the fork server's, which workers get
    if (settings.serve) resources.listening = listen_for_spectators(*settings.serve);
    // Not emptied yet: if the socket is refused, another game that has it may write these files.
    resources.output_files = open_output_files(settings.output);
    if (settings.tournament) resources.tournament = open_tournament(*settings.tournament);
    std::optional<ControlSocket> control;
    hold_stop_signals();  // until the game handles them: a socket must not be left behind
    if (place) resources.control = &control.emplace(place->path, place->access);
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    return loop.run(play(loop, plan, settings, std::move(resources)));
}

}  // namespace

GameResult fork_and_play(LaunchPlan& plan, const GameSettings& settings,
                         const std::optional<ControlPlace>& control, const FindBody& find_body) {
    require_free_descriptors(settings.output);
    ::malloc_trim(0);  // a worker's peak memory is no less than that of the process that starts it
    auto [ours, theirs] = make_fork_sockets();
    const pid_t self = ::getpid();
    const pid_t pid = fork_sheltered();
    if (pid == 0) {
        ours = {};
        const auto make_options = [&plan](std::size_t entry, std::uint64_t worker) {
            return plan.process(entry, worker);
        };
        return {serve_forks(std::move(theirs), {make_options, find_body}, self), {}};
    }
    theirs = {};
    ForkServerProcess server(pid);
    GameResult result = play_with(std::move(ours), pid, plan, settings, control);
    const bool is_clean = server.wait();
    if (result.exit_code == common::exit_success && !is_clean) {
        result.exit_code = common::exit_failure;
    }
    return result;
}

GameResult play_below_fork_server(LaunchPlan& plan, const GameSettings& settings) {
    static_cast<void>(adopt_orphans());  // else the fork server adopts them
    GameResources resources{std::nullopt, open_output_files(settings.output), nullptr, {}, {}};
    hold_stop_signals();  // until the game handles them
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    async::SteadyTime time;
    async::Loop loop(time);
    return loop.run(play(loop, plan, settings, std::move(resources)));
}

}  // namespace game
