/// `game --verify`.
#include "common/async/async.h"
#include "common/exit_code.h"
#include "common/io/signals.h"
#include "common/report.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "common/write.h"
#include "game/commands/stop_signals.h"
#include "game/events/reporter.h"
#include "game/launch/direct_launcher.h"
#include "game/launch/process_tree.h"
#include "game/match/built_in_referee.h"
#include "game/match/referee_process.h"
#include "game/review/log_file.h"
#include "game/review/review.h"
#include "game/review/verification.h"

#include <chrono>
#include <memory>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

constexpr std::chrono::seconds referee_stop_timeout(5);
constexpr std::chrono::seconds referee_kill_timeout(1);

/// Passes on what a referee program writes on standard error.
class RefereeRelay final : public Reporter {
  public:
    void line(const LineEvent& event) override {
        common::complain(fmt::format("{}: {}\n", event.label, common::visible(event.text)));
    }
};

/// In the folder in which the referee ran; in ours, where that is not there.
LaunchPlan referee_plan(const LoggedMatch& match, const std::vector<std::string>& launcher) {
    Scenario scenario;
    const bool is_there = !match.folder.empty() && std::filesystem::is_directory(match.folder);
    if (is_there) scenario.file = std::filesystem::path(match.folder) / "-";
    scenario.match = match.settings;
    return LaunchPlan(scenario, {"", launcher, {}, {}, match.seed});
}

/// Verifies the matches of a log, one after the other.
class Verifier {
  public:
    Verifier(async::Loop& loop, const VerifySettings& settings)
        : loop_(loop), settings_(settings), log_(settings.log, "--verify") {}

    async::Task<void> run() {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup background(context);
        background.start(verify_to_end(background));
        background.start(handle_signals());
        co_await background.join();
    }

    ReviewResult result() const { return {exit_code_, signal_}; }

  private:
    async::Task<void> verify_to_end(async::TaskGroup& background) {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        verifying_ = &tasks;
        tasks.start(verify_all());
        co_await tasks.join();
        verifying_ = nullptr;
        background.stop();
    }

    async::Task<void> handle_signals() {
        async::SignalWatcher signals(loop_, stop_signals());
        const int signal = co_await signals.next();
        signal_ = signal;
        if (verifying_ != nullptr) verifying_->stop();
    }

    async::Task<void> verify_all() {
        try {
            co_await verify_matches();
        } catch (const LogDamage& damage) {
            complain(damage.what());
        }
    }

    async::Task<void> verify_matches() {
        for (;;) {
            const std::optional<LogEvent> event = log_.next();
            if (!event) break;
            if (const auto* const match = std::get_if<MatchEvent>(&*event)) {
                co_await verify_match(*match);
            } else if (std::holds_alternative<TurnEvent>(*event)) {
                throw LogDamage(log_.at_line("the match has begun in an earlier file of the log"));
            } else if (const auto* const result = std::get_if<ResultEvent>(&*event)) {
                throw LogDamage(log_.at_line(
                    fmt::format("the match has not begun: {}", common::visible(result->reason))));
            }
        }
        report_success();
    }

    /// Plays one match, up to its result.
    async::Task<void> verify_match(const MatchEvent& event) {
        const LoggedMatch match(event);
        const rules::RuleSet* const rules = rules::find_rule_set(match.settings.rules);
        if (rules == nullptr && match.settings.referee.empty()) {
            throw LogDamage(log_.at_line(
                fmt::format("/rules: {} is not known", common::visible(match.settings.rules))));
        }
        if (rules != nullptr) {
            BuiltInReferee referee(*rules);
            co_await verify_with(referee, match, event);
            co_return;
        }
        const LaunchPlan plan = referee_plan(match, settings_.launcher);
        DirectLauncher launcher(loop_, plan);
        const TimeScale scale(loop_.now(), 1);
        const RefereeServices services{
            loop_, scale, launcher, plan, buffer_, relay_, referee_stop_timeout};
        RefereeProcess referee(services);
        co_await verify_with(referee, match, event);
    }

    async::Task<void> verify_with(Referee& referee, const LoggedMatch& match,
                                  const MatchEvent& event) {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        tasks.start(referee.run());
        tasks.start(play(referee, match, event));
        co_await tasks.join();
    }

    async::Task<void> play(Referee& referee, const LoggedMatch& match, const MatchEvent& event) {
        Verification verification(referee, match);
        bool is_good = false;
        std::string problem;
        try {
            co_await verification.begin(event);
            co_await play_turns(verification);
            is_good = true;
        } catch (const LogDamage& damage) {
            problem = damage.what();
        } catch (const Difference& difference) {
            problem = log_.at_line(difference.what());
        }
        referee.close();
        if (!is_good) throw LogDamage(problem);
        turns_ += verification.turns();
        ++matches_;
    }

    async::Task<void> play_turns(Verification& verification) {
        for (;;) {
            const std::optional<LogEvent> event = log_.next();
            if (!event) break;
            if (const auto* const turn = std::get_if<TurnEvent>(&*event)) {
                co_await verification.play(*turn);
            } else if (const auto* const result = std::get_if<ResultEvent>(&*event)) {
                verification.finish(*result);
                if (result->is_void) void_ = result->reason;
                co_return;
            } else if (std::holds_alternative<MatchEvent>(*event)) {
                throw LogDamage(
                    log_.at_line("another match begins here, before the end of the "
                                 "former: " +
                                 verified(verification)));
            }
            // A long log must not keep signals waiting.
            co_await async::next_turn();
        }
        throw LogDamage(log_.at_line(
            fmt::format("the log ends here, before the match does: {}", verified(verification))));
    }

    static std::string verified(const Verification& verification) {
        return common::counted(verification.turns(), "turn", "turns") + " verified";
    }

    void report_success() {
        if (matches_ == 0) {
            complain(log_.name() + ": there is no match in this log");
            return;
        }
        std::string line = fmt::format("{}: {} verified", common::visible(log_.name()),
                                       common::counted(turns_, "turn", "turns"));
        if (matches_ > 1) line += fmt::format(" in {} matches", matches_);
        if (void_) line += " - match void - " + common::visible(*void_);
        common::write_all(STDOUT_FILENO, line + '\n');
        exit_code_ = common::exit_success;
    }

    static void complain(const std::string& problem) {
        common::complain("game: " + common::visible(problem) + '\n');
    }

    async::Loop& loop_;
    const VerifySettings& settings_;
    LogFile log_;
    RefereeRelay relay_;
    async::ReadBuffer buffer_;
    async::TaskGroup* verifying_ = nullptr;  ///< while it does
    std::uint64_t turns_ = 0;
    std::uint64_t matches_ = 0;
    std::optional<std::string> void_;  ///< why the latest match was
    int exit_code_ = common::exit_failure;
    std::optional<int> signal_;
};

}  // namespace

ReviewResult verify(const VerifySettings& settings) {
    async::require_loop_descriptors();
    static_cast<void>(adopt_orphans());
    async::SteadyTime time;
    async::Loop loop(time);
    Verifier verifier(loop, settings);
    loop.run(verifier.run());
    kill_descendants(referee_kill_timeout);
    return verifier.result();
}

}  // namespace game
