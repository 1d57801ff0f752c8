#include "game/tournament/schedule.h"

#include "common/seed.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace game::tournament {

namespace {

/// What a player gets for one match: 1 for a win, 0.5 for a draw of two.
double points_in(const MatchResult& match, const PlayerResult& player) {
    double points = 0;
    for (const PlayerResult& other : match.players) {
        if (&other == &player) continue;
        if (player.rank < other.rank) points += 1;
        if (player.rank == other.rank) points += 1.0 / 2;
    }
    return points / static_cast<double>(match.players.size() - 1);
}

}  // namespace

bool ScheduledEncounter::is_complete() const {
    return std::ranges::all_of(matches, [](const auto& match) { return match.has_value(); });
}

std::vector<double> ScheduledEncounter::points() const {
    std::vector<double> sums(players.size());
    std::size_t counted = 0;
    for (const std::optional<MatchResult>& match : matches) {
        if (!match || match->is_void) continue;
        ++counted;
        for (const PlayerResult& player : match->players) {
            const auto place = std::ranges::find(players, player.player) - players.begin();
            sums[static_cast<std::size_t>(place)] += points_in(*match, player);
        }
    }
    if (counted == 0) return {};
    for (double& sum : sums)
        sum /= static_cast<double>(counted);
    return sums;
}

PairingSettings pairing_settings(const TournamentSettings& settings, std::uint64_t seed) {
    return {static_cast<Format>(settings.format), settings.players.size(), settings.group,
            settings.rounds, seed};
}

std::uint64_t encounter_seed(std::uint64_t seed, std::uint64_t encounter) {
    constexpr unsigned low_bits = 22;
    constexpr std::uint64_t low_mask = (std::uint64_t{1} << low_bits) - 1;
    const std::uint64_t high = common::derive_seed(seed, 2 * encounter);
    const std::uint64_t low = common::derive_seed(seed, 2 * encounter + 1);
    return (high << low_bits) | (low & low_mask);
}

Schedule::Schedule(const PairingSettings& settings, std::optional<SprtSettings> test,
                   std::optional<common::Part> part)
    : settings_(settings), part_(part) {
    if (test) test_.emplace(*test, settings_.group);
    plan_next_round();
    if (part_) {
        is_all_planned_ = true;
        std::erase_if(waiting_, [this](std::uint64_t match) { return !part_->owns(match); });
    }
}

/// Once all encounters that are known are complete.
void Schedule::plan_next_round() {
    while (complete_ == encounters_.size() && !is_all_planned_) {
        std::vector<PlayedEncounter> played;
        played.reserve(encounters_.size());
        for (const ScheduledEncounter& encounter : encounters_)
            played.push_back({encounter.players, encounter.points()});
        std::vector<Encounter> round = next_round(settings_, played);
        is_all_planned_ = round.empty();
        for (Encounter& encounter : round) {
            const std::size_t size = encounter.players.size();
            const std::uint64_t before = encounters_.size() * settings_.group;
            for (std::size_t i = 1; i <= size; ++i)
                waiting_.insert(waiting_.end(), before + i);
            encounters_.push_back({std::move(encounter.players), rounds_,
                                   std::vector<std::optional<MatchResult>>(size)});
        }
        ++rounds_;
    }
}

std::optional<PlannedMatch> Schedule::next() {
    if (waiting_.empty() || is_decided()) return std::nullopt;
    return match(waiting_.extract(waiting_.begin()).value());
}

PlannedMatch Schedule::match(std::uint64_t number) const {
    const std::uint64_t encounter = (number - 1) / settings_.group;
    const std::uint64_t rotation = (number - 1) % settings_.group;
    PlannedMatch planned;
    planned.match = number;
    planned.players = encounters_[encounter].players;
    std::ranges::rotate(planned.players,
                        planned.players.begin() + static_cast<std::ptrdiff_t>(rotation));
    planned.seed = encounter_seed(settings_.seed, encounter + 1);
    return planned;
}

std::optional<std::string> Schedule::add(MatchResult result) {
    const std::uint64_t encounter = (result.match - 1) / settings_.group;
    if (result.match == 0 || encounter >= encounters_.size()) {
        return fmt::format("this tournament has no match {}", result.match);
    }
    ScheduledEncounter& target = encounters_[encounter];
    std::optional<MatchResult>& place = target.matches[(result.match - 1) % settings_.group];
    if (place) return fmt::format("match {} occurs twice", result.match);
    if (part_ && !part_->owns(result.match)) {
        return fmt::format("match {} is not of part {}", result.match, part_->text());
    }
    const PlannedMatch planned = match(result.match);
    const bool is_same =
        std::ranges::equal(planned.players, result.players, {}, {}, &PlayerResult::player);
    if (!is_same || planned.seed != result.seed) {
        return fmt::format("match {} has other players or another seed in this tournament",
                           result.match);
    }
    waiting_.erase(result.match);
    place = std::move(result);
    ++played_matches_;
    if (target.is_complete()) {
        ++complete_;
        test_complete_ones();
        plan_next_round();
    }
    return std::nullopt;
}

/// In the order of their numbers, whatever the order in which they end.
void Schedule::test_complete_ones() {
    if (!test_) return;
    while (tested_ < encounters_.size() && encounters_[tested_].is_complete() && !is_decided()) {
        const ScheduledEncounter& encounter = encounters_[tested_++];
        const std::vector<double> points = encounter.points();
        if (points.empty()) continue;
        const bool is_first = encounter.players.front() == 0;
        test_->add(is_first ? points.front() : points.back());
    }
}

bool Schedule::is_over() const {
    return is_decided() || (is_all_planned_ && played_matches_ == own_matches());
}

std::uint64_t Schedule::planned_matches() const {
    const std::uint64_t known = encounters_.size();
    if (is_all_planned_) return known * settings_.group;
    return std::max(known, planned_encounters(settings_)) * settings_.group;
}

std::uint64_t Schedule::own_matches() const {
    return part_ ? part_->share(1, planned_matches()) : planned_matches();
}

std::span<const ScheduledEncounter> Schedule::encounters() const {
    return std::span(encounters_).first(is_decided() ? tested_ : encounters_.size());
}

}  // namespace game::tournament
