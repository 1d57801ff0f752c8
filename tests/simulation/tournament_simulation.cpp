#include "tests/simulation/tournament_simulation.h"

#include "common/async/async.h"
#include "common/draws.h"
#include "common/exit_code.h"
#include "common/io/read_buffer.h"
#include "game/events/audience.h"
#include "game/events/time_scale.h"
#include "game/hosts/host_launcher.h"
#include "game/launch/launch_plan.h"
#include "game/play/scheduler.h"
#include "game/play/tournament_run.h"
#include "game/scenario/scenario.h"
#include "game/tournament/results.h"
#include "game/tournament/schedule.h"
#include "game/tournament/standings.h"
#include "tests/unit/hosts/fake_hosts.h"
#include "tests/unit/manual_time.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tests {

namespace {

/// This machine plays no match.
class NoLauncher final : public game::Launcher {
  public:
    std::unique_ptr<game::Child> launch(std::size_t, std::uint64_t,
                                        const game::StandardDescriptors&) override {
        throw std::logic_error("nothing is started here");
    }
};

/// Counts.
class Counts final : public game::Audience {
  public:
    async::Task<void> wait_until_caught_up() override { co_return; }
    void exited(const game::ExitEvent& event) override {
        if (event.status == game::ExitStatus::lost) ++lost;
    }

    std::uint64_t lost = 0;
};

async::Duration processor_time_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto in_all = [](const timeval& time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return in_all(usage.ru_utime) + in_all(usage.ru_stime);
}

std::uint64_t peak_memory() {
    constexpr std::uint64_t kibibyte = 1024;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * kibibyte;
}

game::TournamentOptions options_of(const SimulationSettings& settings) {
    game::TournamentOptions options;
    options.terms.file = "simulation.json";
    options.terms.match.rules = "snake";
    options.terms.stop_timeout = std::chrono::seconds(5);
    options.max_running = settings.hosts * settings.slots;
    options.seed = settings.seed;
    game::TournamentSettings& tournament = options.terms.tournament;
    tournament.rounds = settings.rounds;
    tournament.results = settings.folder / "results.ndjson";
    for (std::size_t i = 0; i < settings.players; ++i) {
        game::TournamentPlayer& player = tournament.players.emplace_back();
        player.name = fmt::format("player-{}", i);
        player.command = {"./bot", player.name};
    }
    return options;
}

game::Scenario scenario_of(const game::TournamentOptions& options) {
    game::Scenario scenario;
    scenario.match = options.terms.match;
    scenario.tournament = options.terms.tournament;
    return scenario;
}

std::vector<game::Host> hosts_of(const SimulationSettings& settings) {
    std::vector<game::Host> hosts;
    for (std::size_t i = 0; i < settings.hosts; ++i) {
        game::Host& host = hosts.emplace_back();
        host.name = fmt::format("host-{}", i);
        host.connect = FakeHosts::command(host.name);
        host.slots = settings.slots;
    }
    return hosts;
}

game::SchedulerSettings scheduler_settings(const game::TournamentOptions& options) {
    game::SchedulerSettings settings;
    settings.max_running = options.max_running;
    settings.keep_running = true;
    return settings;
}

/// The number of the match that a process is asked to play.
std::uint64_t match_in(std::string_view request) {
    constexpr std::string_view key = "\"match\":";
    const std::size_t place = request.find(key);
    if (place == std::string_view::npos) throw std::runtime_error("no request of a match");
    return std::stoull(std::string(request.substr(place + key.size(), 20)));
}

/// Plays the matches that its hosts are asked for.
class MatchPlayers {
  public:
    MatchPlayers(async::Loop& loop, const SimulationSettings& settings,
                 const game::TournamentOptions& options)
        : loop_(loop),
          settings_(settings),
          players_(options.terms.tournament.players),
          schedule_(game::tournament::pairing_settings(options.terms.tournament, settings.seed)),
          draws_(settings.seed, 0) {}

    void add(FakeHost& host) {
        host.latency = settings_.latency;
        host.on_input_end = [this](FakeHost& at, FarWorker& worker) {
            loop_.start(play(at, worker.id, match_in(worker.input)));
        };
    }

    async::Duration played() const { return played_; }
    std::size_t lost_hosts() const { return lost_hosts_; }

  private:
    bool happens(std::size_t one_in) { return one_in > 0 && draws_.below(one_in) == 0; }

    async::Task<void> play(FakeHost& host, std::uint64_t id, std::uint64_t match) {
        constexpr std::size_t steps = 1000;
        const async::Duration duration =
            settings_.match / 2 + settings_.match * draws_.below(steps) / steps;
        const bool crashes = happens(settings_.crash_one_in);
        if (happens(settings_.lose_one_in)) {
            const async::Duration half = duration / 2;
            co_await async::sleep_for(half);
            lose(host);
            co_return;
        }
        co_await async::sleep_for(duration);
        if (!host.workers().contains(id)) co_return;  // the host is lost
        played_ += duration;
        FarWorker& worker = host.worker(id);
        constexpr int exit_one = 1 << 8;
        if (!crashes) host.write(worker, result_of(match) + '\n');
        host.end(worker, crashes ? exit_one : 0);
    }

    /// Every other one in silence.
    void lose(FakeHost& host) {
        if (!host.is_connected() || host.is_silent()) return;
        constexpr int ssh_failed = 255 << 8;
        if (++lost_hosts_ % 2 == 0) {
            host.fall_silent();
        } else {
            host.disconnect(ssh_failed);
        }
    }

    std::string result_of(std::uint64_t match) {
        const game::tournament::PlannedMatch planned = schedule_.match(match);
        game::tournament::MatchResult result;
        result.match = match;
        result.seed = planned.seed;
        result.reason = "one is left";
        result.turns = 150;
        const std::size_t winner = draws_.below(planned.players.size());
        for (std::size_t i = 0; i < planned.players.size(); ++i) {
            game::tournament::PlayerResult& player = result.players.emplace_back();
            player.player = planned.players[i];
            player.rank = i == winner ? 1 : 2;
            player.score = i == winner ? "1" : "0";
            player.answers = result.turns;
            player.thought = std::chrono::milliseconds(300);
        }
        return game::tournament::format_result(result, players_);
    }

    async::Loop& loop_;
    const SimulationSettings& settings_;
    const std::vector<game::TournamentPlayer>& players_;
    game::tournament::Schedule schedule_;
    common::Draws draws_;
    async::Duration played_{0};
    std::size_t lost_hosts_ = 0;
};

/// The parts of a run, as Game makes them.
class Simulation {
  public:
    explicit Simulation(const SimulationSettings& settings)
        : settings_(settings),
          options_(options_of(settings)),
          scale_(loop_.now(), 1),
          plan_(scenario_of(options_), launch_settings()),
          players_(loop_, settings_, options_),
          launcher_(host_services(), plan_, hosts_of(settings)),
          tournament_(tournament_services(), options_, game::open_tournament(options_)),
          services_(worker_services()),
          scheduler_(services_, scheduler_settings(options_)) {
        for (const game::Host& host : hosts_of(settings))
            players_.add(hosts_[host.name]);
    }

    SimulationResult run() {
        const async::Duration used_before = processor_time_so_far();
        const auto begin = std::chrono::steady_clock::now();
        loop_.run(play_to_end());
        result_.real_time = std::chrono::steady_clock::now() - begin;
        result_.processor_time = processor_time_so_far() - used_before;
        result_.exit_code = tournament_.exit_code();
        result_.launched = scheduler_.launched();
        result_.lost = counts_.lost;
        result_.lost_hosts = players_.lost_hosts();
        const async::Duration slot_time =
            result_.virtual_time * static_cast<std::int64_t>(settings_.hosts * settings_.slots);
        result_.busy = std::chrono::duration<double>(players_.played()) / slot_time;
        return std::move(result_);
    }

  private:
    static game::LaunchSettings launch_settings() {
        game::LaunchSettings settings{"players", {}, std::nullopt, std::nullopt};
        settings.match_process = {"game", game::match_process_option};
        return settings;
    }

    void warn(const std::string& message) { result_.warnings.push_back(message); }

    game::HostServices host_services() {
        return {loop_, here_,
                [this](const game::ProcessDescription& command,
                       const game::StandardDescriptors& descriptors) {
                    return hosts_.connect(command, descriptors);
                },
                ".", [this](const std::string& message) { warn(message); }};
    }

    game::TournamentServices tournament_services() {
        const auto note = [this](const std::string& message) { warn(message); };
        return {loop_, scale_, plan_, counts_, note, note};
    }

    game::WorkerServices worker_services() {
        game::WorkerServices services{loop_,
                                      scale_,
                                      launcher_,
                                      plan_,
                                      buffer_,
                                      tournament_.audience(),
                                      [this](const std::string& message) { warn(message); },
                                      options_.terms.stop_timeout};
        services.open_input = [this](std::uint64_t worker) {
            return tournament_.open_input(worker);
        };
        return services;
    }

    async::Task<void> play_to_end() {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup background(context);
        background.start(launcher_.run());
        background.start(count_descriptors());
        background.start(play(background));
        co_await background.join();
    }

    async::Task<void> play(async::TaskGroup& background) {
        const async::TaskContext& context = co_await async::current_context();
        const async::TimePoint begin = loop_.now();
        async::TaskGroup tasks(context);
        tasks.start(tournament_.run(scheduler_));
        tasks.start(tournament_.watch_dropped(scheduler_));
        tasks.start(run_scheduler(tasks));
        co_await tasks.join();
        result_.virtual_time = loop_.now() - begin;
        co_await launcher_.finish();
        background.stop();
    }

    async::Task<void> run_scheduler(async::TaskGroup& tasks) {
        co_await scheduler_.run();
        tournament_.conclude();
        co_await tournament_.wait_until_done();
        tasks.stop();
    }

    /// The first that is free is about as high as many are open.
    async::Task<void> count_descriptors() {
        constexpr std::chrono::seconds period(1);
        for (;;) {
            co_await async::sleep_for(period);
            const async::FileDescriptor first(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0));
            result_.descriptors = std::max(result_.descriptors, first.get());
        }
    }

    const SimulationSettings& settings_;
    game::TournamentOptions options_;
    SimulationResult result_;
    async::ManualTime time_;
    async::Loop loop_{time_};
    game::TimeScale scale_;
    game::LaunchPlan plan_;
    async::ReadBuffer buffer_;
    NoLauncher here_;
    Counts counts_;
    FakeHosts hosts_{loop_};
    MatchPlayers players_;
    game::HostLauncher launcher_;
    game::TournamentRun tournament_;
    game::WorkerServices services_;
    game::Scheduler scheduler_;
};

void measure_results(const SimulationSettings& settings, SimulationResult& result) {
    const game::TournamentOptions options = options_of(settings);
    const async::Duration begin = processor_time_so_far();
    const game::OpenTournament opened = game::open_tournament(options);
    const async::Duration read = processor_time_so_far();
    const game::tournament::Standings standings = game::tournament::compute_standings(
        opened.schedule, options.terms.tournament.players, std::nullopt);
    result.standings_time = processor_time_so_far() - read;
    result.resume_time = read - begin;
    result.resumed = opened.schedule.played_matches();
    result.matches = standings.matches;
    result.voids = standings.voids;
}

}  // namespace

SimulationResult simulate(const SimulationSettings& settings) {
    ::signal(SIGPIPE, SIG_IGN);  // as in the program
    SimulationResult result;
    {
        Simulation simulation(settings);
        result = simulation.run();
    }
    result.peak_memory = peak_memory();
    measure_results(settings, result);
    return result;
}

}  // namespace tests
