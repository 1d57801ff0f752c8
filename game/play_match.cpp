#include "game/play_match.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/write.h"
#include "game/launch/find_program.h"
#include "game/launch/launch_plan.h"
#include "game/launch/process_tree.h"
#include "game/match/match_problems.h"
#include "game/play/game.h"
#include "game/play/match_process.h"
#include "game/program/fork_and_play.h"
#include "game/program/process_setup.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace game {

namespace {

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 16'384> piece{};
    for (;;) {
        const ssize_t got = ::read(descriptor, piece.data(), piece.size());
        if (got > 0) text.append(piece.data(), static_cast<std::size_t>(got));
        if (got == 0) return text;
        if (got < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "cannot read standard input");
        }
    }
}

GameSettings settings_of(const MatchRequest& request, Reporter& reporter) {
    GameSettings settings;
    const std::filesystem::path folder = std::filesystem::absolute(request.scenario.folder());
    settings.match = {*request.scenario.match,
                      request.seed,
                      request.has_limits,
                      request.scenario.match_workers(),
                      0,
                      folder.lexically_normal()};
    settings.stop_timeout = request.scenario.stop_timeout;
    settings.speed = request.speed;
    settings.has_clock = false;
    settings.has_keyboard = false;
    settings.output.format = OutputFormat::none;
    if (!request.log.empty()) settings.output.log = request.log;
    settings.file = request.scenario.file.string();
    settings.planned_workers = request.scenario.planned_workers();
    settings.reporter = &reporter;
    return settings;
}

/// Makes sure that the log can be written. When a tournament goes on after a kill, a match of
/// before may still be ending, and have it.
void wait_for_log(const OutputSettings& output) {
    constexpr int tries = 30;
    constexpr std::chrono::milliseconds pause(100);
    for (int i = 1;; ++i) {
        try {
            static_cast<void>(open_output_files(output));
            return;
        } catch (const common::UsageError&) {
            if (i == tries) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

/// The parent of this process.
enum class Parent { any, fork_server };

/// Workers get the limit that we have, so it stays as it is.
bool has_descriptors_for(const Scenario& scenario) {
    constexpr std::size_t own = 64;
    constexpr std::size_t each = 8;
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
           limit.rlim_cur >= own + each * scenario.script.size();
}

/// Says how the match went. Returns the exit code.
int write_answer(const MatchRequest& request, const MatchRecorder& recorder,
                 const GameResult& result) {
    if (result.has_output_failed) {
        const std::string why = "cannot write " + request.log.string();
        common::write_all(STDOUT_FILENO, format_log_failure(why) + '\n');
        return common::exit_failure;
    }
    const std::string line = recorder.result_line();
    if (line.empty()) return common::exit_failure;
    common::write_all(STDOUT_FILENO, line + '\n');
    return common::exit_success;
}

int play(Parent parent) {
    const MatchRequest request = parse_match_request(read_all(STDIN_FILENO));
    MatchRecorder recorder(
        request, [](std::string_view answer) { common::write_all(STDOUT_FILENO, answer); });
    GameSettings settings = settings_of(request, recorder);
    try {
        wait_for_log(settings.output);
    } catch (const std::exception& error) {
        common::write_all(STDOUT_FILENO, format_log_failure(error.what()) + '\n');
        return common::exit_failure;
    }
    LaunchPlan plan(request.scenario,
                    {{},  // no player of a tournament is a `players`
                     {},
                     std::nullopt,
                     request.speed == 1 ? std::nullopt : std::optional(request.speed),
                     request.seed});
    if (parent == Parent::fork_server && has_descriptors_for(request.scenario)) {
        settings.leave = [&](const GameResult& result) {
            kill_leftovers();
            ::_exit(write_answer(request, recorder, result));
        };
        return write_answer(request, recorder, play_below_fork_server(plan, settings));
    }
    const pid_t self = ::getpid();
    const GameResult result = fork_and_play(plan, settings, std::nullopt, nullptr);
    if (::getpid() != self) return result.exit_code;  // of the fork server
    return write_answer(request, recorder, result);
}

/// What the fork server is, and a program that it runs is not.
int play_in_fork() {
    ::prctl(PR_SET_NAME, ::program_invocation_short_name);
    ::prctl(PR_SET_DUMPABLE, 1);
    set_signal_actions();
    const int code = end_with_message([] { return play(Parent::fork_server); });
    kill_leftovers();  // if it has failed
    return code;
}

}  // namespace

int play_match() {
    return play(Parent::any);
}

/// With a launcher before it, it is none. Without a list of children, nobody would find what it has
/// left behind.
FindBody make_match_finder() {
    if (!can_list_children()) return nullptr;
    return [self = find_self()](const std::vector<std::string>& words) {
        const bool is_match =
            words.size() == 2 && words.back() == match_process_option && words.front() == self;
        return is_match ? async::ProcessBody(play_in_fork) : async::ProcessBody();
    };
}

}  // namespace game
