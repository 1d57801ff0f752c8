#include "game/play/match_attempt.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// Of a match whose process failed each time.
tournament::MatchResult void_result(const tournament::PlannedMatch& match) {
    tournament::MatchResult result;
    result.match = match.match;
    result.seed = match.seed;
    result.is_void = true;
    result.players.reserve(match.players.size());
    for (const std::size_t player : match.players)
        result.players.push_back({player});
    return result;
}

}  // namespace

Verdict judge(MatchAttempt attempt, const TournamentPhase& phase) {
    const std::uint64_t match = attempt.match.match;
    const bool is_last = attempt.number >= most_attempts;
    if (attempt.log_failure) {
        return StopTournament{fmt::format("the log of match {}: {}", match, *attempt.log_failure)};
    }
    if (attempt.result && !attempt.result->is_void) return *std::move(attempt.result);
    // It was stopped, which says nothing about the match.
    if (phase.is_stopping || phase.is_decided) return PlayLater{};
    if (attempt.start_failure && phase.has_others && !phase.is_draining) return PlayWhenOneEnds{};
    if (attempt.start_failure && is_last) {  // neither does this
        return StopTournament{
            fmt::format("match {} cannot start: {}", match, *attempt.start_failure)};
    }
    if (!is_last) return phase.is_draining ? Verdict(PlayLater{}) : Verdict(PlayAgain{});
    if (attempt.result) return *std::move(attempt.result);
    tournament::MatchResult result = void_result(attempt.match);
    result.reason = "its process: " + attempt.end;
    return result;
}

}  // namespace game
