#include "game/play/running_matches.h"

#include "game/play/match_process.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace game {

namespace {

/// More of one line is no result.
constexpr std::size_t longest_result = std::size_t{1} << 20U;

/// Another version of `game`, on another host, may answer something else.
bool belongs_to(const tournament::MatchResult& result, const tournament::PlannedMatch& match) {
    return result.match == match.match && result.seed == match.seed &&
           std::ranges::equal(result.players, match.players, {}, &tournament::PlayerResult::player);
}

}  // namespace

void RunningMatches::add(std::uint64_t worker, MatchAttempt attempt) {
    running_.emplace(worker, Running{std::move(attempt)});
}

const tournament::PlannedMatch* RunningMatches::find(std::uint64_t worker) const {
    const auto found = running_.find(worker);
    return found == running_.end() ? nullptr : &found->second.attempt.match;
}

bool RunningMatches::take_line(const LineEvent& event) {
    const auto found = running_.find(event.worker);
    if (found == running_.end() || event.stream != Stream::standard_output) return false;
    Running& running = found->second;
    if (running.line.size() < longest_result) running.line += event.text;
    const bool is_taken = event.continued || take_answer(running, std::exchange(running.line, {}));
    if (is_taken) ++running.taken;
    return is_taken;
}

bool RunningMatches::take_answer(Running& running, const std::string& line) {
    if (const auto turn = parse_match_turn(line)) {
        running.turn = turn;
        return true;
    }
    if (auto failure = parse_log_failure(line)) {
        running.attempt.log_failure = std::move(failure);
        return true;
    }
    if (auto failure = parse_start_failure(line)) {
        running.attempt.start_failure = std::move(failure);
        return true;
    }
    auto parsed = tournament::parse_result(line, players_);
    auto* const result = std::get_if<tournament::MatchResult>(&parsed);
    if (result == nullptr || !belongs_to(*result, running.attempt.match)) return false;
    running.attempt.result = std::move(*result);
    return true;
}

std::optional<std::uint64_t> RunningMatches::take_turn(std::uint64_t worker) {
    const auto found = running_.find(worker);
    if (found == running_.end()) return std::nullopt;
    return std::exchange(found->second.turn, std::nullopt);
}

std::optional<std::uint64_t> RunningMatches::take_end(const ExitEvent& event) {
    auto ended = running_.extract(event.worker);
    if (ended.empty()) return std::nullopt;
    MatchAttempt& attempt = ended.mapped().attempt;
    attempt.end = describe_exit(event);
    if (event.status == ExitStatus::cannot_start) attempt.start_failure = event.error;
    ended_.push_back(std::move(attempt));
    return ended.mapped().taken;
}

std::vector<MatchAttempt> RunningMatches::take_dropped(
    const std::function<bool(std::uint64_t worker)>& is_dropped) {
    std::vector<MatchAttempt> dropped;
    for (auto next = running_.begin(); next != running_.end();) {
        const auto current = next++;
        if (!is_dropped(current->first)) continue;
        dropped.push_back(std::move(current->second.attempt));
        running_.erase(current);
    }
    return dropped;
}

std::vector<std::uint64_t> RunningMatches::workers() const {
    std::vector<std::uint64_t> workers;
    workers.reserve(running_.size());
    for (const auto& [worker, running] : running_)
        workers.push_back(worker);
    return workers;
}

}  // namespace game
