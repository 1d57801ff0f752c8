#include "game/match/turn_deadlines.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace game {

namespace {

/// While an output is slow, workers are not read in the usual way. The players of the open turn are
/// not to blame for that, so their workers are read at this interval. The limit in bytes for each
/// worker and turn bounds the memory.
constexpr std::chrono::milliseconds held_interval(2);
constexpr std::size_t most_held = std::size_t{1} << 20U;

}  // namespace

TurnDeadlines::TurnDeadlines(const MatchServices& services, const MatchOptions& options,
                             Roster& roster, Alarm& alarm)
    : services_(services),
      options_(options),
      roster_(roster),
      alarm_(alarm),
      tick_(services.scale.to_real(options.settings.tick)) {}

void TurnDeadlines::open(std::optional<async::Duration> wanted) {
    awaited_ = 0;
    for (Player& player : roster_.players())
        player.is_awaited = false;
    limit_.reset();
    if (!is_lockstep()) {
        limit_ = tick_;
    } else if (options_.has_limits) {
        limit_ = wanted.value_or(options_.settings.turn_limit);
        const bool has_newcomer =
            std::any_of(roster_.players().begin(), roster_.players().end(),
                        [](const Player& player) { return player.is_asked && !player.was_asked; });
        if (has_newcomer) limit_ = std::max(*limit_, options_.settings.first_limit);
    }
    asked_at_ = services_.loop.now();
}

void TurnDeadlines::await(Player& player) {
    player.is_awaited = true;
    ++awaited_;
}

void TurnDeadlines::stop_awaiting(Player& player) {
    player.is_awaited = false;
    if (--awaited_ == 0) alarm_.ring();
}

void TurnDeadlines::start() {
    asked_at_ = services_.loop.exact_now();
    turn_deadline_ = limit_ ? async::later(asked_at_, *limit_) : async::TimePoint::max();
    for (Player& player : roster_.players())
        player.deadline = async::later(turn_deadline_, player.bank);
}

async::Duration TurnDeadlines::since_asked() const {
    return std::max(services_.loop.now() - asked_at_, async::Duration(0));
}

void TurnDeadlines::charge(Player& player) const {
    const async::TimePoint written = std::min(services_.loop.now(), written_by_);
    if (written <= turn_deadline_) return;
    player.bank = std::max(player.bank - (written - turn_deadline_), async::Duration(0));
}

async::Task<void> TurnDeadlines::wait_for_answers() {
    async::TimePoint next = turn_deadline_;
    while (awaited_ > 0) {
        const bool is_held = services_.is_held && services_.is_held();
        const async::TimePoint soon = async::later(services_.loop.now(), held_interval);
        const async::TimePoint wake = is_held ? std::min(next, soon) : next;
        co_await alarm_.wait_until(wake);
        if (services_.loop.now() < next) {
            if (is_held) read_awaited(most_held);
            continue;
        }
        give_up_awaiting(next);
        next = async::TimePoint::max();
        for (const Player& player : roster_.players()) {
            if (player.is_awaited) next = std::min(next, player.deadline);
        }
    }
}

/// Reads those for whom the turn waits, unless they have written more than `most`.
void TurnDeadlines::read_awaited(std::size_t most) {
    for (Contestant& contestant : roster_.contestants()) {
        const bool is_awaited =
            std::any_of(contestant.players.begin(), contestant.players.end(),
                        [](const Player* player) { return player->is_awaited; });
        if (!is_awaited || contestant.process == nullptr || contestant.held_bytes > most) continue;
        contestant.held_bytes += contestant.process->read_pending();
    }
}

/// All pipes are read once more: what is there by now was written in time.
void TurnDeadlines::give_up_awaiting(async::TimePoint deadline) {
    written_by_ = deadline;
    read_awaited(std::numeric_limits<std::size_t>::max());
    written_by_ = async::TimePoint::max();
    for (Player& player : roster_.players()) {
        if (!player.is_awaited || player.deadline > deadline) continue;
        const Contestant& worker = *player.worker;
        const bool was_told = worker.mailbox && !worker.mailbox->has_waiting_turn();
        if (was_told && !worker.is_mute()) player.status = AnswerStatus::late;
        player.bank = async::Duration(0);
        stop_awaiting(player);
    }
}

/// Turn k closes at the beginning plus k times the tick. After a pause, such as a suspension, the
/// turns that were missed are not made up for.
async::Task<void> TurnDeadlines::wait_for_tick() {
    constexpr std::chrono::seconds longest_lag(1);
    next_tick_ = async::later(next_tick_, tick_);
    const async::TimePoint now = services_.loop.now();
    if (next_tick_ < now - longest_lag) next_tick_ = async::later(now, tick_);
    while (services_.loop.now() < next_tick_) {
        co_await alarm_.wait_until(next_tick_);
    }
}

/// When nobody is left who could be watched, there is nothing to wait for.
async::Task<void> TurnDeadlines::keep_pace() {
    const async::Duration pace = services_.scale.to_real(options_.settings.pace);
    const async::TimePoint next = async::later(asked_at_, pace);
    const auto has_company = [this] {
        return std::any_of(roster_.contestants().begin(), roster_.contestants().end(),
                           [](const Contestant& contestant) { return !contestant.has_ended; });
    };
    while (services_.loop.now() < next && has_company()) {
        co_await alarm_.wait_until(next);
    }
}

}  // namespace game
