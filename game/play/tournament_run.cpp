#include "game/play/tournament_run.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/events/match_events.h"
#include "game/play/whole_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

namespace game {

namespace fs = std::filesystem;

namespace {

std::optional<tournament::SprtSettings> sprt_settings(const TournamentSettings& settings) {
    if (!settings.test) return std::nullopt;
    return tournament::SprtSettings{settings.test->elo0, settings.test->elo1, settings.test->alpha,
                                    settings.test->beta};
}

/// A file that only a child sees.
async::FileDescriptor make_input(std::string_view text) {
    async::FileDescriptor file(::memfd_create("match", MFD_CLOEXEC));
    if (!file.is_open()) throw std::system_error(errno, std::generic_category(), "memfd_create");
    common::write_all(file.get(), text);
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

}  // namespace

OpenTournament open_tournament(const TournamentOptions& options) {
    const TournamentSettings& settings = options.terms.tournament;
    auto file = std::make_unique<tournament::ResultsFile>(settings.results);
    tournament::FormerResults former = file->begin(settings, options.terms.match, options.seed);
    tournament::Schedule schedule(tournament::pairing_settings(settings, former.seed),
                                  sprt_settings(settings), options.part);
    for (tournament::ResultLine& there : former.matches) {
        if (const auto problem = schedule.add(std::move(there.result))) {
            throw common::UsageError(
                fmt::format("{}: line {}: {}", settings.results.string(), there.line, *problem));
        }
    }
    auto logs = std::make_unique<MatchLogs>(settings, options.is_watched);
    return {std::move(file), std::move(schedule), std::move(former.dropped), std::move(logs)};
}

TournamentRun::TournamentRun(const TournamentServices& services, TournamentOptions options,
                             OpenTournament opened)
    : services_(services),
      options_(std::move(options)),
      opened_(std::move(opened)),
      file_(std::move(opened_.file)),
      schedule_(opened_.schedule),
      audience_(services_.outputs, *this),
      matches_(players()) {}

async::FileDescriptor TournamentRun::open_input(std::uint64_t worker) const {
    const tournament::PlannedMatch* const match = matches_.find(worker);
    if (match == nullptr) return {};
    return make_input(
        format_match_request(options_.terms, *match, opened_.logs->path_of(match->match)));
}

async::Task<void> TournamentRun::run(Scheduler& scheduler) {
    scheduler_ = &scheduler;
    report_start();
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(play());
    tasks.start(record_results());
    co_await tasks.join();
    report_standings(services_.outputs);
    write_standings();
    is_done_ = true;
    done_.notify_all();
    scheduler.end_when_idle();
}

async::Task<void> TournamentRun::play() {
    while (!is_finished()) {
        judge_ended();
        launch_more();
        if (!matches_.has_ended() && !is_finished()) {
            co_await changed_.wait();
        }
    }
    is_played_ = true;
    judged_.notify_all();
}

bool TournamentRun::is_finished() const {
    if (matches_.has_ended() || unrecorded() > 0) return false;
    if (is_concluded_) return true;
    if (matches_.size() > 0) return false;
    return is_draining_ || has_failed_ || schedule_.is_over() || scheduler_->is_stopping();
}

async::Task<void> TournamentRun::wait_until_done() {
    while (!is_done_) {
        co_await done_.wait();
    }
}

void TournamentRun::drain() {
    is_draining_ = true;
    const auto drop = [this](std::uint64_t worker) {
        return scheduler_ != nullptr && scheduler_->drop(worker);
    };
    for (const MatchAttempt& dropped : matches_.take_dropped(drop))
        schedule_.give_back(dropped.match.match);
    changed_.notify_all();
}

void TournamentRun::conclude() {
    is_concluded_ = true;
    changed_.notify_all();
}

/// What is not on the disk when the machine stops is played again, so it must not become much.
void TournamentRun::launch_more() {
    const std::size_t most_unrecorded = 64 + 4 * options_.max_running;
    while (matches_.size() < options_.max_running && unrecorded() < most_unrecorded) {
        if (is_draining_ || has_failed_ || scheduler_->is_stopping()) return;
        if (schedule_.is_decided() || (is_full_ && matches_.size() > 0)) return;
        if (!again_.empty()) {
            if (!launch(again_.back().first, again_.back().second)) return;
            again_.pop_back();
            continue;
        }
        const std::optional<tournament::PlannedMatch> match = schedule_.next();
        if (!match) return;
        if (!launch(*match, 1)) {
            schedule_.give_back(match->match);
            return;
        }
    }
}

bool TournamentRun::launch(const tournament::PlannedMatch& match, std::uint64_t attempt) {
    const std::optional<std::uint64_t> worker = scheduler_->launch(services_.plan.match_process());
    if (!worker) return false;
    matches_.add(*worker, {match, attempt});
    std::vector<std::string> names;
    names.reserve(match.players.size());
    for (const std::size_t player : match.players)
        names.push_back(players()[player].name);
    const std::string log = opened_.logs->path_of(match.match).string();
    services_.outputs.match_started({now(), match.match, schedule_.planned_matches(), attempt,
                                     *worker, names, match.seed, log});
    return true;
}

/// What a match writes to standard error is for the operator, and so is all of standard output that
/// is no result.
bool TournamentRun::take_line(const LineEvent& event) {
    const bool is_taken = matches_.take_line(event);
    const tournament::PlannedMatch* const match = matches_.find(event.worker);
    if (match == nullptr) return false;
    if (!is_taken) services_.note(fmt::format("match {}: {}", match->match, event.text));
    if (const auto turn = matches_.take_turn(event.worker)) {
        spectators_.match_turn({event.t, match->match, *turn});
    }
    return is_taken;
}

std::uint64_t TournamentRun::take_end(const ExitEvent& event) {
    const std::optional<std::uint64_t> taken = matches_.take_end(event);
    if (taken) {
        is_full_ = false;
        changed_.notify_all();
    }
    return taken.value_or(0);
}

/// The last word of a command that asks how things stand.
void TournamentRun::note_command(const CommandEvent& event) {
    forget_dropped();
    if (!event.error && event.text == "list") report_standings(services_.outputs);
}

async::Task<void> TournamentRun::watch_dropped(Scheduler& scheduler) {
    for (;;) {
        co_await scheduler.wait_for_change();
        forget_dropped();
    }
}

/// Those that were stopped before they had been launched, of which nothing else tells.
void TournamentRun::forget_dropped() {
    if (scheduler_ == nullptr || drops_ == scheduler_->drops()) return;
    drops_ = scheduler_->drops();
    const auto is_gone = [this](std::uint64_t worker) {
        return scheduler_->find(worker) == nullptr && !scheduler_->queue().find(worker);
    };
    for (MatchAttempt& dropped : matches_.take_dropped(is_gone)) {
        dropped.end = "stopped";
        matches_.add_ended(std::move(dropped));
        changed_.notify_all();
    }
}

/// What has come of the matches whose processes have ended.
void TournamentRun::judge_ended() {
    for (MatchAttempt& attempt : matches_.take_ended()) {
        const tournament::PlannedMatch match = attempt.match;
        const std::uint64_t number = attempt.number;
        const TournamentPhase phase{scheduler_->is_stopping(), schedule_.is_decided(), is_draining_,
                                    matches_.size() > 0};
        Verdict verdict = judge(std::move(attempt), phase);
        if (auto* const result = std::get_if<tournament::MatchResult>(&verdict)) {
            unrecorded_.push_back(std::move(*result));
        } else if (std::holds_alternative<PlayAgain>(verdict)) {
            again_.emplace_back(match, number + 1);
        } else if (std::holds_alternative<PlayWhenOneEnds>(verdict)) {
            again_.emplace_back(match, number);
            is_full_ = true;
        } else {
            schedule_.give_back(match.match);
            opened_.logs->remove_unfinished(match.match);
            if (const auto* const stop = std::get_if<StopTournament>(&verdict)) fail(stop->why);
        }
    }
    if (!unrecorded_.empty()) judged_.notify_all();
}

/// On the disk first: a result that was counted is never lost.
async::Task<void> TournamentRun::record_results() {
    for (;;) {
        while (unrecorded_.empty() && !is_played_) {
            co_await judged_.wait();
        }
        if (unrecorded_.empty()) co_return;
        std::vector<tournament::MatchResult> results = std::exchange(unrecorded_, {});
        recording_ = results.size();
        std::optional<std::string> failure;
        try {
            co_await append(results);
        } catch (const std::system_error& error) {
            failure = error.what();
        }
        recording_ = 0;
        if (failure) {
            for (const tournament::MatchResult& result : results)
                schedule_.give_back(result.match);
            fail(*failure);
        } else {
            count(std::move(results));
        }
        changed_.notify_all();
    }
}

/// Throws std::system_error.
async::Task<void> TournamentRun::append(std::span<const tournament::MatchResult> results) {
    std::string lines;
    for (const tournament::MatchResult& result : results)
        lines += tournament::format_result(result, players()) + '\n';
    std::function<void()> write = [file = file_, text = std::move(lines)] { file->append(text); };
    if (services_.disk == nullptr) {
        write();
        co_return;
    }
    co_await services_.disk->run(std::move(write));
}

void TournamentRun::count(std::vector<tournament::MatchResult> results) {
    for (tournament::MatchResult& result : results) {
        const fs::path log = opened_.logs->keep_or_remove(result);
        const tournament::MatchResult reported = result;
        if (const auto problem = schedule_.add(std::move(result))) services_.warn(*problem);
        report_match(reported, log);
    }
    if (schedule_.is_decided()) stop_the_rest();
}

void TournamentRun::report_match(const tournament::MatchResult& result, const fs::path& log) {
    std::vector<MatchPlayerResult> reported;
    reported.reserve(result.players.size());
    for (const tournament::PlayerResult& player : result.players) {
        reported.push_back({players()[player.player].name, player.rank, player.score, player.late,
                            player.crashed, player.answers, player.thought});
    }
    services_.outputs.match_ended({now(), result.match, schedule_.planned_matches(), result.is_void,
                                   result.reason, result.turns, reported, log.native()});
}

/// The test is decided: matches that still run would not count.
void TournamentRun::stop_the_rest() {
    for (const std::uint64_t worker : matches_.workers()) {
        if (Worker* const found = scheduler_->find(worker)) scheduler_->stop_worker(*found);
    }
    matches_.take_dropped([this](std::uint64_t worker) { return scheduler_->drop(worker); });
}

void TournamentRun::fail(const std::string& message) {
    if (!std::exchange(has_failed_, true)) {
        services_.warn(
            message +
            ": the tournament stops; correct this, then run the same command again to continue");
    }
    scheduler_->stop("results");
}

void TournamentRun::report_start() {
    const TournamentSettings& settings = options_.terms.tournament;
    if (opened_.dropped) services_.warn(*opened_.dropped);
    if (opened_.logs->problem()) services_.warn(*opened_.logs->problem());
    std::vector<std::string> names;
    names.reserve(settings.players.size());
    for (const TournamentPlayer& player : settings.players)
        names.push_back(player.name);
    const std::string results = settings.results.string();
    const std::string logs = settings.logs ? settings.logs->string() : "";
    const MatchSettings& match = options_.terms.match;
    const std::string rules = describe_rules(match.rules, match.referee);
    TournamentEvent event;
    event.t = now();
    event.rules = rules;
    event.format = name_of(settings.format);
    event.group = settings.group;
    event.rounds = settings.rounds;
    event.seed = schedule_.settings().seed;
    event.matches = schedule_.planned_matches();
    event.played = schedule_.played_matches();
    event.players = names;
    event.results = results;
    event.logs = logs;
    services_.outputs.tournament(event);
    if (event.played > 0) {
        services_.warn(fmt::format("continuing: {} of {} matches are in {}", event.played,
                                   schedule_.own_matches(), results));
    }
}

tournament::Standings TournamentRun::standings() const {
    return tournament::compute_standings(schedule_, players(), options_.terms.tournament.test);
}

void TournamentRun::report_standings(Reporter& to) {
    reported_ = schedule_.played_matches();
    const tournament::Standings reported = standings();
    to.standings(reported.event(now()));
}

async::Task<void> TournamentRun::report_now_and_then(Reporter& to) {
    constexpr async::Duration period = std::chrono::seconds(10);
    constexpr int least_share = 50;  // of the time, so that matches are not kept waiting
    for (async::Duration pause = period;;) {
        co_await async::sleep_for(pause);
        if (schedule_.played_matches() == reported_) continue;
        const async::TimePoint begin = services_.loop.exact_now();
        report_standings(to);
        pause = std::max(period, least_share * (services_.loop.exact_now() - begin));
    }
}

void TournamentRun::write_standings() {
    if (options_.standings.empty()) return;
    const tournament::Standings written = standings();
    for (const fs::path& file : options_.standings) {
        const auto form = tournament::standings_form(file);
        if (!form) continue;  // the command line has been checked
        try {
            write_whole_file(file, tournament::format_standings(written, *form));
        } catch (const std::system_error& error) {
            has_failed_ = true;
            services_.warn(error.what());
        }
    }
}

int TournamentRun::exit_code() const {
    if (has_failed_) return common::exit_failure;
    for (const tournament::ScheduledEncounter& encounter : schedule_.encounters()) {
        for (const auto& match : encounter.matches) {
            if (match && match->is_void) return common::exit_failure;
        }
    }
    return common::exit_success;
}

}  // namespace game
