#include "game/play/replay_index.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace game {

void ReplayIndex::add(const LogEvent& event, std::uint64_t position) {
    if (const auto* const scenario = std::get_if<ScenarioEvent>(&event)) {
        runs_.emplace_back();
        first_t_ = scenario->t;
        return add_step(position, 0);
    }
    if (runs_.empty()) return;
    if (std::holds_alternative<MatchEvent>(event) ||
        std::holds_alternative<TournamentEvent>(event)) {
        return begin_turns(position);
    }
    if (const auto* const turn = std::get_if<TurnEvent>(&event)) return add_turn(*turn, position);
    if (const auto* const match = std::get_if<MatchEndEvent>(&event)) {
        return add_match(*match, position);
    }
    if (!runs_.back().has_turns) {
        pass_second(std::visit([](const auto& any) { return any.t; }, event), position);
        const auto* const exit = std::get_if<ExitEvent>(&event);
        if (exit != nullptr && exit->failed) outs_.push_back(position);
    }
    if (std::holds_alternative<EndEvent>(event)) add_step(position, runs_.back().turns);
}

void ReplayIndex::add_step(std::uint64_t position, std::uint64_t turn) {
    steps_.push_back({position, turn, runs_.size() - 1});
}

/// What happened before has no turns, or matches, and is passed in one step.
void ReplayIndex::begin_turns(std::uint64_t position) {
    Run& run = runs_.back();
    run.has_turns = true;
    run.turns = 0;
    while (steps_.size() > 1 && steps_[steps_.size() - 2].run == steps_.back().run)
        steps_.pop_back();
    add_step(position, 0);
}

void ReplayIndex::add_turn(const TurnEvent& event, std::uint64_t position) {
    Run& run = runs_.back();
    run.turns = event.turn;
    add_step(position, event.turn);
    bool has_out = false;
    for (const PlayerEvent& what : event.events) {
        if (what.cause.empty()) continue;
        run.outs.push_back({event.turn, what.player});
        has_out = true;
    }
    if (has_out) outs_.push_back(position);
}

void ReplayIndex::add_match(const MatchEndEvent& event, std::uint64_t position) {
    Run& run = runs_.back();
    if (!run.has_turns) begin_turns(position - 1);  // the log begins in the middle of a tournament
    ++run.turns;
    add_step(position, run.turns);
    const auto is_trouble = [](const MatchPlayerResult& player) {
        return player.late > 0 || player.crashed;
    };
    if (event.is_void || std::any_of(event.players.begin(), event.players.end(), is_trouble)) {
        outs_.push_back(position);
    }
}

/// A step is what had happened when a second was full.
void ReplayIndex::pass_second(async::Duration t, std::uint64_t position) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(t - first_t_).count();
    const auto second = static_cast<std::uint64_t>(std::max<decltype(seconds)>(seconds, 0));
    Run& run = runs_.back();
    if (second <= run.turns) return;
    run.turns = second;
    if (position - 1 > steps_.back().position) add_step(position - 1, second);
}

std::size_t ReplayIndex::index_at(std::uint64_t position) const {
    const auto behind = std::upper_bound(
        steps_.begin(), steps_.end(), position,
        [](std::uint64_t wanted, const Step& step) { return wanted < step.position; });
    return behind == steps_.begin() ? 0 : static_cast<std::size_t>(behind - steps_.begin()) - 1;
}

std::uint64_t ReplayIndex::before(std::uint64_t position) const {
    const std::size_t index = index_at(position);
    return steps_[index == 0 ? 0 : index - 1].position;
}

std::uint64_t ReplayIndex::after(std::uint64_t position) const {
    return steps_[std::min(index_at(position) + 1, steps_.size() - 1)].position;
}

std::optional<std::uint64_t> ReplayIndex::out_before(std::uint64_t position) const {
    const auto place = std::lower_bound(outs_.begin(), outs_.end(), position);
    if (place == outs_.begin()) return std::nullopt;
    return *(place - 1);
}

std::optional<std::uint64_t> ReplayIndex::out_after(std::uint64_t position) const {
    const auto place = std::upper_bound(outs_.begin(), outs_.end(), position);
    if (place == outs_.end()) return std::nullopt;
    return *place;
}

}  // namespace game
