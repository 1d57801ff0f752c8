#include "game/timeline/collector.h"

#include <algorithm>
#include <utility>

#include <string.h>

namespace game {

namespace {

/// As describe_exit, but a signal has its name, which a person knows better than its number.
std::string outcome_of(const ExitEvent& event) {
    const char* const signal =
        event.status == ExitStatus::signaled ? ::sigabbrev_np(event.signal) : nullptr;
    return signal != nullptr ? std::string("SIG") + signal : describe_exit(event);
}

void join(Timeline::Lane& lane, const Timeline::Lane& next) {
    lane.end = std::max(lane.end, next.end);
    lane.workers += next.workers;
    lane.running += next.running;
    if (next.failed > 0 || lane.failed == 0) lane.outcome = next.outcome;
    lane.failed += next.failed;
}

}  // namespace

void TimelineCollector::scenario(const ScenarioEvent& event) {
    timeline_.file = event.file;
    timeline_.seed = event.seed;
    timeline_.speed = event.speed;
}

void TimelineCollector::clock(const ClockEvent& event) {
    reach(event.t);
}

void TimelineCollector::started(const StartEvent& event) {
    reach(event.t);
    Timeline::Lane worker;
    worker.label = event.label;
    worker.start = worker.end = event.t;
    const std::uint32_t place = add_lane(event.worker);
    if (place < timeline_.lanes.size()) {
        join(timeline_.lanes[place], worker);
    } else {
        timeline_.lanes.push_back(std::move(worker));
    }
}

/// Returns the lane of the next worker, which it may share.
std::uint32_t TimelineCollector::add_lane(std::uint64_t worker) {
    const std::uint64_t ordinal = timeline_.workers++;
    running_[worker] = ordinal;
    while (ordinal >> merges_ >= limits_.lanes)
        merge_lanes();
    return static_cast<std::uint32_t>(ordinal >> merges_);
}

std::uint32_t TimelineCollector::lane_of(std::uint64_t worker) const {
    return static_cast<std::uint32_t>(running_.at(worker) >> merges_);
}

void TimelineCollector::line(const LineEvent& event) {
    reach(event.t);
    if (event.worker == 0) return;  // a match's referee
    const std::uint32_t lane = lane_of(event.worker);
    const std::optional<common::Move>& move = event.move;
    if (!move) {
        if (event.continued) return;  // counted with the last piece
        ++timeline_.other_line_count;
        other_lines_.add({event.t, lane, 0, common::Direction::north}, timeline_.end);
        return;
    }
    ++timeline_.move_count;
    const std::uint16_t player = player_of(move->player);
    ++timeline_.players[player].moves;
    moves_.add({event.t, lane, player, move->direction}, timeline_.end);
}

/// Players beyond the limit share one entry.
std::uint16_t TimelineCollector::player_of(std::string_view name) {
    std::string key(name);
    const auto found = players_.find(key);
    if (found != players_.end()) return found->second;
    const std::size_t count = timeline_.players.size();
    if (count == limits_.players) return static_cast<std::uint16_t>(count - 1);
    const bool is_last = count + 1 == limits_.players;
    timeline_.players.push_back({is_last ? "others" : key});
    players_.emplace(std::move(key), static_cast<std::uint16_t>(count));
    return static_cast<std::uint16_t>(count);
}

void TimelineCollector::merge_lanes() {
    ++merges_;
    std::vector<Timeline::Lane> merged;
    for (std::size_t i = 0; i < timeline_.lanes.size(); ++i) {
        if (i % 2 == 0) {
            merged.push_back(std::move(timeline_.lanes[i]));
        } else {
            join(merged.back(), timeline_.lanes[i]);
        }
    }
    timeline_.lanes = std::move(merged);
    for (Timeline::Elimination& elimination : timeline_.eliminations)
        elimination.lane /= 2;
    moves_.merge_lanes();
    other_lines_.merge_lanes();
}

void TimelineCollector::exited(const ExitEvent& event) {
    reach(event.t);
    Timeline::Lane& lane = timeline_.lanes[lane_of(event.worker)];
    // One that ends before a match begins may play in it: it goes out in the first turn.
    if (!has_match_ && ended_.size() < limits_.lanes) ended_.insert(*running_.find(event.worker));
    running_.erase(event.worker);
    lane.end = std::max(lane.end, event.t);
    --lane.running;
    if (event.failed || lane.failed == 0) lane.outcome = outcome_of(event);
    if (!event.failed) return;
    ++lane.failed;
    ++timeline_.failed;
}

void TimelineCollector::match(const MatchEvent& event) {
    reach(event.t);
    has_match_ = true;
    for (const MatchPlayer& player : event.players)
        add_match_player(player);
    ended_.clear();
}

void TimelineCollector::add_match_player(const MatchPlayer& player) {
    for (const auto* const workers : {&running_, &ended_}) {
        const auto found = workers->find(player.worker);
        if (found != workers->end()) played_by_[player.name] = found->second;
    }
}

/// A crowd in ticks goes out again and again: once there are too many, every other one is kept.
void TimelineCollector::turn(const TurnEvent& event) {
    reach(event.t);
    for (const MatchPlayer& player : event.joined)
        add_match_player(player);
    for (const PlayerEvent& one : event.events) {
        const auto worker = played_by_.find(one.player);
        if (one.cause.empty() || worker == played_by_.end()) continue;
        auto& all = timeline_.eliminations;
        const auto lane = static_cast<std::uint32_t>(worker->second >> merges_);
        const std::string cause = one.by.empty() ? one.cause : one.cause + ", " + one.by;
        all.push_back({event.t, lane, event.turn, one.player, cause});
        if (all.size() <= limits_.eliminations) continue;
        std::size_t index = 0;
        std::erase_if(all, [&index](const auto&) { return index++ % 2 == 1; });
    }
}

void TimelineCollector::ended(const EndEvent& event) {
    reach(event.t);
}

void TimelineCollector::reach(async::Duration t) {
    timeline_.end = std::max(timeline_.end, t);
}

void TimelineCollector::forget() {
    timeline_ = {};
    moves_ = MarkStore(limits_.marks, limits_.cells);
    other_lines_ = MarkStore(limits_.marks, limits_.cells);
    merges_ = 0;
    running_.clear();
    ended_.clear();
    played_by_.clear();
    players_.clear();
    has_match_ = false;
}

Timeline TimelineCollector::take() {
    timeline_.moves = moves_.take();
    timeline_.other_lines = other_lines_.take();
    return std::move(timeline_);
}

}  // namespace game
