#include "game/play/game.h"

#include "common/exit_code.h"
#include "common/journal.h"
#include "common/text/text.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "game/commands/reopen_signal.h"
#include "game/commands/stop_signals.h"
#include "game/launch/process_tree.h"
#include "game/match/built_in_referee.h"
#include "game/match/referee_process.h"
#include "game/play/run_status.h"
#include "game/play/sd_notify.h"
#include "game/play/stop_decisions.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

namespace game {

namespace {

/// How long a reader that takes nothing is waited for, once we must go.
constexpr std::chrono::seconds drain_timeout(1);

/// How long what is killed has to end, once nobody else cares for it.
constexpr std::chrono::seconds kill_timeout(1);

/// How much of a worker's output is read at once. In a match it is less: beside workers that flood,
/// each such piece makes a deadline late, by as much as it takes to relay its lines.
constexpr std::size_t largest_piece = 64UL * 1024;
constexpr std::size_t largest_piece_in_match = 16UL * 1024;

std::unique_ptr<ForkServer> make_fork_server(async::Loop& loop, GameResources& resources) {
    if (!resources.fork_server) return nullptr;
    GameForkServer& server = *resources.fork_server;
    return std::make_unique<ForkServer>(loop, std::move(server.sockets), server.pid);
}

}  // namespace

Game::Game(async::Loop& loop, LaunchPlan& plan, const GameSettings& settings,
           GameResources resources)
    : loop_(loop),
      settings_(settings),
      scale_(loop.now(), settings.speed),
      started_(common::wall_time_now()),
      buffer_(settings.match ? largest_piece_in_match : largest_piece),
      outputs_(loop, settings.output, std::move(resources.output_files), Overflow::pause(buffer_)),
      diagnostics_(loop, STDERR_FILENO, Overflow::drop()),
      warning_prefix_(common::is_journal(STDERR_FILENO)
                          ? common::journal_prefix(common::Priority::warning)
                          : ""),
      fork_server_(make_fork_server(loop, resources)),
      fork_server_pid_(resources.fork_server ? resources.fork_server->pid : 0),
      child_launcher_(fork_server_ ? nullptr : std::make_unique<ChildLauncher>(loop, plan)),
      hosts_(make_hosts(plan)),
      match_services_{loop, scale_, outputs_, [this](const std::string& message) { warn(message); },
                      [this] { return buffer_.is_paused(); }},
      match_(make_match(plan)),
      tournament_(make_tournament(plan, std::move(resources.tournament))),
      services_(make_services(plan)),
      scheduler_(services_, settings.scheduler),
      commands_(loop, services_, scheduler_),
      service_notices_(scheduler_, settings.stop_timeout),
      clock_(loop, scale_, outputs_),
      listening_(std::move(resources.listening)) {
    if (settings.start_at) {
        start_wait_.emplace(loop, *settings.start_at, std::chrono::system_clock::now);
    }
    if (settings.reporter != nullptr) outputs_.add(*settings.reporter);
    if (settings.output.is_live) show_live();
    const bool is_for_keys = live_ && ::isatty(STDIN_FILENO) == 1;
    if (settings_.has_keyboard && !is_for_keys) {
        commands_.add_keyboard(
            live_ ? [this](const CommandReply& reply) { live_->show_answer(reply.text); }
                  : answer_on_standard_error(diagnostics_));
    }
    if (match_) buffer_.set_on_pause([this] { match_->note_held(); });
    if (resources.control != nullptr) outputs_.add(commands_.add_clients(*resources.control));
    if (listening_.is_open()) add_web_server(plan);
    if (settings_.has_key_player && live_) add_key_player(plan);
}

WorkerServices Game::make_services(const LaunchPlan& plan) {
    WorkerServices services{loop_,
                            scale_,
                            launcher(),
                            plan,
                            buffer_,
                            tournament_ ? tournament_->audience() : outputs_,
                            [this](const std::string& message) { warn(message); },
                            settings_.stop_timeout,
                            match_.get()};
    if (tournament_) {
        services.open_input = [this](std::uint64_t worker) {
            return tournament_->open_input(worker);
        };
    }
    return services;
}

std::unique_ptr<HostLauncher> Game::make_hosts(const LaunchPlan& plan) {
    if (settings_.hosts.empty()) return nullptr;
    const HostServices services{
        loop_, *fork_server_,
        [this](const ProcessDescription& command, const StandardDescriptors& descriptors) {
            return fork_server_->launch(command, descriptors);
        },
        settings_.folder, [this](const std::string& message) { warn(message); }};
    return std::make_unique<HostLauncher>(services, plan, settings_.hosts);
}

Launcher& Game::local_launcher() {
    if (fork_server_) return *fork_server_;
    return *child_launcher_;
}

Launcher& Game::launcher() {
    if (hosts_) return *hosts_;
    return local_launcher();
}

void Game::add_key_player(const LaunchPlan& plan) {
    const Entry& entry = plan.entry(plan.key_player());
    key_player_.emplace(loop_, scale_, entry.name, entry.command.back());
    outputs_.add(key_player_->reporter());
    live_->set_player(*key_player_);
}

void Game::add_web_server(LaunchPlan& plan) {
    WebServices services{loop_, local_launcher(), plan, services_.warn};
    if (settings_.lets_people_play && match_) {
        people_.emplace(plan, scheduler_, *match_);
        services.join = [this](const std::string& name) { return people_->join(name); };
    }
    auto feed = std::make_unique<EventFeed>(EventFeed::Lines::sampled);
    web_server_ =
        std::make_unique<WebServer>(services, std::make_unique<RunFeed>(*feed), listening_.get());
    web_events_ = feed.get();
    if (tournament_) tournament_->report_turns_to(*web_events_);
    outputs_.add(std::move(feed));
}

async::Task<GameResult> Game::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup background(context);
    const std::function<void()> stop_all = [this] { stop("output"); };
    background.start(outputs_.run(services_.warn, stop_all));
    background.start(diagnostics_.run());
    if (fork_server_) {
        background.start(fork_server_->run());
        background.start(handle_loss_of_fork_server());
        background.start(keep_fork_server_running());
    } else {
        background.start(child_launcher_->run());
    }
    if (hosts_) background.start(hosts_->run());
    if (live_ && !start_wait_) background.start(live_->run());
    background.start(handle_signals());
    if (settings_.output.log) background.start(reopen_log());
    if (web_server_) background.start(web_server_->run());
    if (key_player_) background.start(key_player_->run());
    background.start(run_to_end(background));
    co_await background.join();
    const GameResult result = game_result();
    co_return result;
}

/// Plays from the first event to the last, and writes everything.
async::Task<void> Game::run_to_end(async::TaskGroup& background) {
    const async::TaskContext& context = co_await async::current_context();
    if (web_server_) {
        warn(
            fmt::format("watch at http://{}/", common::reachable_address(listening_.get()).text()));
    }
    if (start_wait_) {
        co_await wait_for_start(background);
    }
    begin();
    async::TaskGroup tasks(context);
    if (settings_.has_clock) tasks.start(clock_.run());  // first, as its line comes first
    commands_.start(tasks, background);
    if (match_) tasks.start(run_match());
    if (match_) tasks.start(stop_workers_after_match());
    if (key_player_) scheduler_.launch(services_.plan.key_player());
    if (tournament_) {
        tasks.start(tournament_->run(scheduler_));
        tasks.start(tournament_->watch_dropped(scheduler_));
        if (live_ || ::isatty(STDOUT_FILENO) == 1) {
            tasks.start(tournament_->report_now_and_then(outputs_));
        } else if (web_events_ != nullptr) {
            tasks.start(tournament_->report_now_and_then(*web_events_));
        }
    }
    tasks.start(run_scheduler(tasks));
    notify_service_manager("READY=1");
    background.start(service_notices_.run());
    co_await tasks.join();

    const async::Duration now = scale_.since_start(loop_.now());
    outputs_.ended({now, scheduler_.launched(), scheduler_.failed(), exit_code()});
    if (hosts_) {
        co_await hosts_->finish();
    }
    if (live_) {
        co_await close_live();
    }
    co_await commands_.close_clients();
    if (web_server_) {
        co_await web_server_->finish();
    }
    co_await write_what_is_left();
    if (settings_.leave) settings_.leave(game_result());
    hold_stop_signals();  // so that terminals and pipes get their former modes back undisturbed
    background.stop();
}

/// Until then, commands are not read, and there is no screen.
async::Task<void> Game::wait_for_start(async::TaskGroup& background) {
    const StartWait::Begin begin = co_await start_wait_->wait();
    scale_ = TimeScale(begin.time, settings_.speed);
    started_ = begin.wall_time;
    if (begin.late > begin.late.zero()) {
        warn("--start-at: starts " + common::in_time_units(begin.late) + " late");
    }
    if (live_) background.start(live_->run());
}

/// The run's first event, after which it can be stopped.
void Game::begin() {
    ScenarioEvent event{async::Duration(0),        settings_.file, settings_.seed, settings_.speed,
                        settings_.planned_workers, started_};
    event.part = settings_.scheduler.part;
    outputs_.scenario(event);
    has_begun_ = true;
    if (early_stop_) stop(*early_stop_);
}

void Game::stop(const std::string& reason) {
    if (!has_begun_) {
        if (!early_stop_) early_stop_ = reason;
        if (start_wait_) start_wait_->give_up();
        return;
    }
    scheduler_.stop(reason);
}

async::Task<void> Game::run_scheduler(async::TaskGroup& tasks) {
    co_await scheduler_.run();
    if (match_) match_->conclude();
    if (tournament_) {
        tournament_->conclude();
        co_await tournament_->wait_until_done();
    }
    while (match_ && !is_match_done_) {
        co_await match_done_.wait();
    }
    tasks.stop();
}

std::unique_ptr<Match> Game::make_match(const LaunchPlan& plan) {
    if (!settings_.match) return nullptr;
    const MatchOptions& options = *settings_.match;
    std::unique_ptr<Referee> referee;
    if (const rules::RuleSet* rules = rules::find_rule_set(options.settings.rules)) {
        referee = std::make_unique<BuiltInReferee>(*rules);
    } else {
        referee = std::make_unique<RefereeProcess>(
            RefereeServices{loop_, scale_, local_launcher(), plan, buffer_, outputs_,
                            settings_.stop_timeout, options.has_limits});
    }
    return std::make_unique<Match>(match_services_, options, std::move(referee));
}

std::unique_ptr<TournamentRun> Game::make_tournament(const LaunchPlan& plan,
                                                     std::optional<OpenTournament> opened) {
    if (!settings_.tournament || !opened) return nullptr;
    TournamentServices services{loop_,
                                scale_,
                                plan,
                                outputs_,
                                [this](const std::string& message) { warn(message); },
                                [this](const std::string& line) {
                                    if (live_) return;
                                    diagnostics_.write(warning_prefix_, common::visible(line),
                                                       "\n");
                                },
                                &disk_.emplace(loop_)};
    return std::make_unique<TournamentRun>(services, *settings_.tournament, *std::move(opened));
}

async::Task<void> Game::run_match() {
    co_await match_->run();
    is_match_done_ = true;
    match_done_.notify_all();
}

/// Those that have not ended by themselves, although they were told that the match is over. Another
/// one in the place of one that has ended would have nothing to do, and keep the run from its end.
async::Task<void> Game::stop_workers_after_match() {
    co_await match_->wait_until_over();
    scheduler_.end_restarts();
    co_await async::sleep_for(settings_.stop_timeout);
    for (const auto& [number, worker] : scheduler_.workers())
        worker->stop(StopCause::request);
}

/// The first signal stops the run in good order. The second kills all workers, and abandons outputs
/// that are stuck. In a tournament, one before these lets the matches that run be finished.
async::Task<void> Game::handle_signals() {
    StopDecisions decisions(loop_);
    const int first = co_await decisions.first();
    stop_signal_ = first;
    if (tournament_ && has_begun_) {
        tournament_->drain();
        const std::size_t running = tournament_->running();
        if (running > 0) say_why_it_goes_on(waiting_for_matches(running, first));
        co_await decisions.next();
    }
    stop(signal_name(first));
    if (match_ && has_begun_) match_->stop(signal_name(first));  // it may outlast the workers
    const std::size_t workers = scheduler_.workers().size();
    if (workers > 0) {
        say_why_it_goes_on(
            waiting_for_workers(workers, name_workers(scheduler_), settings_.stop_timeout, first));
    }
    co_await decisions.next();
    scheduler_.kill_all();
    co_await outputs_.abandon_stuck_outputs();
}

/// On a terminal, somebody may wonder.
void Game::say_why_it_goes_on(const std::string& message) {
    const bool is_seen = live_ || ::isatty(STDERR_FILENO) == 1;
    if (!is_seen) return;
    if (!live_ || !live_->show(message)) warn(message);
}

async::Task<void> Game::reopen_log() {
    ReopenRequests requests(loop_);
    for (;;) {
        co_await requests.next();
        outputs_.reopen_log(services_.warn);
    }
}

async::Task<void> Game::handle_loss_of_fork_server() {
    co_await fork_server_->wait_until_lost();
    has_lost_fork_server_ = true;
    warn("the process that starts the workers is gone: stopping");
    stop("fork-server");
    kill_descendants(kill_timeout);
}

/// A worker may stop its parent, for which everything would wait.
async::Task<void> Game::keep_fork_server_running() {
    async::SignalWatcher changes(loop_, {SIGCHLD});
    for (;;) {
        co_await changes.next();
        if (!has_lost_fork_server_) ::kill(fork_server_pid_, SIGCONT);
    }
}

async::Task<void> Game::write_what_is_left() {
    co_await outputs_.finish();
    async::Task<void> drained = diagnostics_.wait_until_drained();
    try {
        co_await async::with_timeout(drain_timeout, std::move(drained));
    } catch (const async::TimedOut&) {
        diagnostics_.fail_with(ECANCELED);  // nobody reads it
    }
}

void Game::show_live() {
    live_.emplace(find_live_terminal(settings_.output), services_, scheduler_, commands_.queue());
    outputs_.add(live_->reporter());
    if (!tournament_) return;
    live_->set_tournament(*tournament_);
    tournament_->report_turns_to(live_->reporter());
}

/// What could not be written beside the screen follows it.
async::Task<void> Game::close_live() {
    co_await live_->close();
    for (const std::string& message : live_->take_warnings())
        warn(message);
}

void Game::warn(const std::string& message) {
    if (live_ && live_->warn(message)) return;
    diagnostics_.write(warning_prefix_, "game: ", common::visible(message), "\n");
}

bool Game::is_stopped_by_signal() const {
    return stop_signal_ && !has_lost_fork_server_;
}

int Game::exit_code() const {
    if (has_lost_fork_server_) return common::exit_failure;
    if (is_stopped_by_signal()) return common::exit_signal_base + *stop_signal_;
    if (const std::optional<int> code = outputs_.exit_code()) return *code;
    if (tournament_) return tournament_->exit_code();
    if (match_ && match_->is_void()) return common::exit_failure;
    if (const std::optional<int> code = scheduler_.stop_code()) return *code;
    return scheduler_.failed() > 0 ? common::exit_failure : common::exit_success;
}

GameResult Game::game_result() const {
    GameResult result{exit_code(), {}};
    if (is_stopped_by_signal()) result.signal = stop_signal_;
    result.has_output_failed = outputs_.exit_code().has_value();
    return result;
}

}  // namespace game
