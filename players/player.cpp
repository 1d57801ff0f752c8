#include "players/player.h"

#include "common/async/sleep.h"
#include "common/async/task_group.h"

#include <algorithm>
#include <utility>

namespace players {

namespace {

/// A player that is later than this, after a suspension or because of a slow reader, goes on from
/// the present and does not catch up.
constexpr std::chrono::milliseconds longest_delay(200);

}  // namespace

async::Duration sleep_time(double seconds, double speed) {
    constexpr double longest = 1e9;
    const std::chrono::duration<double> scaled(std::min(seconds / speed, longest));
    return std::chrono::duration_cast<async::Duration>(scaled);
}

Player::Player(PlayerSpec spec, double speed, Random random, Announce announce)
    : spec_(std::move(spec)), speed_(speed), random_(random), announce_(std::move(announce)) {}

/// Each move is due a duration after the one before was: delays do not add up, and the order of all
/// players' moves is the same on every run.
async::Task<void> Player::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TimePoint due = context.loop.now();
    for (std::uint64_t cycle = 0; cycle < spec_.cycles; ++cycle) {
        const double duration = random_.below(spec_.period);
        const common::Direction direction = random_.direction();
        announce_(direction, spec_.name);
        due = async::later(due, sleep_time(duration, speed_));
        co_await async::sleep_until(due);
        const async::TimePoint now = context.loop.now();
        if (now - due > longest_delay) due = now;
    }
}

async::Task<void> run_together(std::vector<Player>& players) {
    std::vector<async::Task<void>> runs;
    runs.reserve(players.size());
    for (Player& player : players)
        runs.push_back(player.run());
    co_await async::gather(std::move(runs));
}

}  // namespace players
