/// `game`: launches workers as a scenario says, and relays what they write.
#include "common/async/async.h"
#include "common/command_line.h"
#include "common/exit_code.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/commands/ctl.h"
#include "game/hosts/agent.h"
#include "game/launch/find_program.h"
#include "game/launch/launch_plan.h"
#include "game/launch/start_failure.h"
#include "game/match/match_problems.h"
#include "game/options/options.h"
#include "game/options/tournament_options.h"
#include "game/play/game.h"
#include "game/play/live_run.h"
#include "game/play/replay.h"
#include "game/play/replay_viewer.h"
#include "game/play/shown_standings.h"
#include "game/play_match.h"
#include "game/program/fork_and_play.h"
#include "game/program/process_setup.h"
#include "game/review/review.h"
#include "game/rules/referee_program.h"
#include "game/scenario/part.h"
#include "game/scenario/problems.h"
#include "game/scenario/reader.h"
#include "game/scenario/timetable.h"
#include "game/seats/seat_process.h"
#include "game/seats/seat_socket.h"

#include <csignal>
#include <exception>
#include <new>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

namespace {

/// What the options say wins over the scenario.
void apply(const game::Options& options, game::Scenario& scenario) {
    if (options.players) scenario.players = options.players;
    if (options.launcher) scenario.launcher = *options.launcher;
    if (options.max_running) scenario.max_running = options.max_running;
    if (options.stop_timeout) scenario.stop_timeout = *options.stop_timeout;
    if (options.part) {
        if (scenario.match && !scenario.tournament) {
            throw common::UsageError("--part", "the scenario has a match, which cannot be divided");
        }
        game::take_part(scenario, *options.part);
    }
    if (scenario.tournament) return;
    const bool is_lockstep = scenario.match && scenario.match->mode == game::MatchMode::lockstep;
    if (is_lockstep && options.max_running && *options.max_running < scenario.match_workers()) {
        throw common::UsageError("--max-running",
                                 "is less than the number of workers in the match");
    }
}

/// Of all draws of the match: as it was given, or random. Every reader of JSON has it exactly.
std::optional<std::uint64_t> choose_match_seed(const game::Options& options,
                                               const game::Scenario& scenario) {
    if (!scenario.match || scenario.tournament) return std::nullopt;
    if (options.seed) return options.seed;
    constexpr std::uint64_t most = (std::uint64_t{1} << 53U) - 1;
    std::random_device device;
    return std::uniform_int_distribution<std::uint64_t>(0, most)(device);
}

/// Throws common::UsageError.
std::vector<std::string> web_server_command(const game::Options& options,
                                            const std::string& seats) {
    try {
        std::vector<std::string> words = {game::find_helper("game-web"), "--child", "--sockets"};
        if (!options.replay.empty()) words.emplace_back("--recorded");
        if (!seats.empty()) words.insert(words.end(), {"--play", seats});
        words.push_back(options.serve->text());
        return words;
    } catch (const std::system_error& error) {
        throw common::UsageError("--serve", error.what());
    }
}

game::LaunchPlan make_plan(const game::Options& options, const game::Scenario& scenario,
                           std::optional<std::uint64_t> match_seed) {
    game::LaunchSettings settings{game::find_players(scenario.players), scenario.launcher,
                                  options.seed, options.speed, match_seed};
    if (scenario.tournament) {
        settings.seed.reset();  // it is the tournament's
        settings.match_process = {game::find_self(), game::match_process_option};
    }
    const bool has_ticks = scenario.match && scenario.match->mode == game::MatchMode::ticks;
    if ((options.lets_people_play || options.key_player) && !has_ticks) {
        throw common::UsageError("--play", "the scenario has no match in ticks");
    }
    std::string seats;
    if (options.lets_people_play) {
        seats = game::make_seat_socket_name();
        settings.seat = {game::find_self(), game::seat_option, seats};
    }
    if (options.serve) settings.web_server = web_server_command(options, seats);
    if (options.key_player) {
        settings.key_player = *options.key_player;
        settings.key_seat = {game::find_self(), game::seat_option, game::make_seat_socket_name()};
    }
    return {scenario, std::move(settings)};
}

game::GameSettings make_settings(const game::Options& options, const game::Scenario& scenario,
                                 std::optional<std::uint64_t> match_seed) {
    game::GameSettings settings;
    if (match_seed) {
        const std::filesystem::path folder = std::filesystem::absolute(scenario.folder());
        settings.match = {*scenario.match,
                          *match_seed,
                          options.has_limits,
                          scenario.match_workers(),
                          std::thread::hardware_concurrency(),
                          folder.lexically_normal().string()};
    }
    if (scenario.tournament) {
        settings.tournament = game::tournament_options(options, scenario);
        settings.scheduler.max_running = settings.tournament->max_running;
        settings.scheduler.keep_running = true;  // until the tournament ends it
    } else {
        settings.scheduler.max_running = scenario.max_running;
        settings.scheduler.keep_running = options.keep_running;
    }
    settings.hosts = scenario.hosts;
    settings.folder = scenario.folder().string();
    settings.scheduler.stop_when = scenario.stop_when;
    settings.scheduler.fail_fast = options.fail_fast;
    settings.stop_timeout = scenario.stop_timeout;
    settings.speed = options.speed.value_or(1);
    settings.has_clock = options.has_clock && !scenario.tournament;
    settings.has_keyboard = options.has_keyboard && !game::is_standard_input(scenario.file);
    settings.output = options.output;
    settings.file = scenario.file.string();
    settings.seed = options.seed;
    settings.planned_workers = scenario.planned_workers();
    settings.serve = options.serve;
    settings.lets_people_play = options.lets_people_play;
    settings.scheduler.part = scenario.part;
    settings.scheduler.workers_of_whole = scenario.workers_of_whole;
    settings.start_at = options.start_at;
    settings.has_key_player = options.key_player.has_value();
    return settings;
}

std::optional<game::ControlPlace> control_place(const game::Options& options) {
    if (!options.control) return std::nullopt;
    return game::ControlPlace{*options.control,
                              options.control_access.value_or(game::ControlAccess())};
}

async::Task<game::ReplayResult> play_again(async::Loop& loop,
                                           const game::ReplaySettings& settings) {
    if (settings.output.is_live) {
        game::ReplayViewer viewer(loop, settings);
        game::ReplayResult viewed = co_await viewer.run();
        co_return viewed;
    }
    game::Replay replay(loop, settings);
    game::ReplayResult result = co_await replay.run();
    co_return result;
}

game::GameResult replay(const game::Options& options) {
    game::ReplaySettings settings{options.replay, options.speed.value_or(1), options.has_clock,
                                  options.output, options.serve};
    if (options.serve) settings.web_server = web_server_command(options, {});
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    const game::ReplayResult result = loop.run(play_again(loop, settings));
    common::complain(result.errors);
    return {result.exit_code, result.signal};
}

game::GameResult review(const game::Options& options) {
    const std::vector<std::string> launcher = options.launcher.value_or(std::vector<std::string>());
    game::ReviewResult result{};
    if (options.verify) {
        result = game::verify({*options.verify, launcher});
    } else {
        game::AskSettings settings{
            *options.ask, options.asked_player, options.asked_turn, {}, launcher};
        if (!options.commands.empty()) settings.command = options.commands.front();
        result = game::ask(settings);
    }
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

/// Says which players of a tournament cannot be started. Returns the exit code.
int check_players(const game::Scenario& scenario) {
    if (!scenario.hosts.empty()) return common::exit_success;  // what is there is not known here
    const game::Scenario match =
        game::match_scenario(scenario, scenario.tournament->players.size());
    game::ScenarioProblems problems(common::visible(scenario.file.string()));
    const game::LaunchPlan plan(match, {game::find_players(scenario.players), {}, {}, {}});
    for (const std::string& failure : game::find_start_failures(plan))
        problems.add(failure);
    complain_in_lines(problems.lines());
    return problems.none() ? common::exit_success : common::exit_failure;
}

/// Prints what a run would do, and what it could not. Returns the exit code.
int check(const game::Scenario& scenario, const game::LaunchPlan& plan) {
    common::write_all(STDOUT_FILENO, game::format_timetable(scenario));
    game::ScenarioProblems problems(common::visible(scenario.file.string()));
    if (scenario.hosts.empty()) {  // what is on other machines is not known here
        for (const std::string& failure : game::find_start_failures(plan))
            problems.add(failure);
    }
    complain_in_lines(problems.lines());
    return problems.none() ? common::exit_success : common::exit_failure;
}

game::GameResult read_and_play(const game::Options& options) {
    std::optional<game::Scenario> scenario = find_scenario(options);
    if (!scenario) return {common::exit_usage, {}};
    apply(options, *scenario);
    game::check_tournament_options(options, *scenario);
    const std::vector<std::string> match_problems = scenario->tournament
                                                        ? game::find_tournament_problems(*scenario)
                                                        : game::find_match_problems(*scenario);
    complain_in_lines(match_problems);
    if (!match_problems.empty()) return {common::exit_usage, {}};
    if (scenario->tournament) {
        if (options.check) {
            common::write_all(
                STDOUT_FILENO,
                game::format_tournament(*scenario, game::tournament_options(options, *scenario)));
        }
        // Said before it begins: a long tournament in which somebody never plays may be in vain.
        const int code = check_players(*scenario);
        if (options.check) return {code, {}};
    }
    const std::optional<std::uint64_t> match_seed = choose_match_seed(options, *scenario);
    game::LaunchPlan plan = make_plan(options, *scenario, match_seed);
    if (options.check) return {check(*scenario, plan), {}};
    const game::FindBody find_body = scenario->tournament ? game::make_match_finder() : nullptr;
    return game::fork_and_play(plan, make_settings(options, *scenario, match_seed),
                               control_place(options), find_body);
}

game::GameResult run(const game::Options& options) {
    if (options.output.is_live) static_cast<void>(game::find_live_terminal(options.output));
    if (options.answer) {
        common::write_all(STDOUT_FILENO, *options.answer);
    } else if (!options.replay.empty()) {
        return replay(options);
    } else if (!options.results.empty()) {
        return {game::show_standings(options.results, options.output), {}};
    } else if (options.verify || options.ask) {
        return review(options);
    } else if (options.referee) {
        game::rules::run_referee(*options.referee, STDIN_FILENO, STDOUT_FILENO);
    } else {
        return read_and_play(options);
    }
    return {common::exit_success, {}};
}

int run_command_line(int argc, char** argv) {
    common::reserve_standard_descriptors();
    if (argc == 3 && argv[1] == std::string_view(game::seat_option)) {
        game::run_seat(argv[2]);
        return common::exit_success;
    }
    if (argc == 2 && argv[1] == std::string_view(game::match_process_option)) {
        return game::play_match();
    }
    if (argc == 2 && argv[1] == std::string_view(game::agent_option)) {
        return game::run_agent(game::make_match_finder());
    }
    const game::GameResult result = run(game::parse_options(argc, argv));
    if (result.signal) game::end_by(*result.signal);
    return result.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && argv[1] == std::string_view("ctl")) return game::run_ctl(argc - 1, argv + 1);
    game::set_signal_actions();
    return game::end_with_message([&] { return run_command_line(argc, argv); });
}
