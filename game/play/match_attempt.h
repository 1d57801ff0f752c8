/// MatchAttempt: one try to play a match of a tournament, and what follows from its end.
#pragma once

#include "game/tournament/results.h"
#include "game/tournament/schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace game {

/// So often a match is tried that is void, or whose process fails.
inline constexpr std::uint64_t most_attempts = 4;

/// What is known when its process has ended.
struct MatchAttempt {
    tournament::PlannedMatch match;
    std::uint64_t number = 1;  ///< of this attempt, from 1
    std::optional<tournament::MatchResult> result = std::nullopt;
    std::optional<std::string> log_failure = std::nullopt;    ///< why its log cannot be written
    std::optional<std::string> start_failure = std::nullopt;  ///< why it, or a bot, cannot start
    std::string end = {};                                     ///< how the process ended, in words
};

/// Where the tournament is.
struct TournamentPhase {
    bool is_stopping = false;  ///< what runs is being stopped
    bool is_decided = false;   ///< the test of two players has its answer
    bool is_draining = false;  ///< no match is launched any more
    bool has_others = false;   ///< other matches run
};

// What is to become of the match.

struct PlayAgain {};        ///< at once
struct PlayWhenOneEnds {};  ///< of those that run: there was no room. That was no attempt.
struct PlayLater {};        ///< by a later run, or not at all: nothing is known of it

/// The tournament cannot go on, as `why` says; a later run plays the match.
struct StopTournament {
    std::string why;
};

/// A result counts, also that of a match which stays void.
using Verdict =
    std::variant<tournament::MatchResult, PlayAgain, PlayWhenOneEnds, PlayLater, StopTournament>;

Verdict judge(MatchAttempt attempt, const TournamentPhase& phase);

}  // namespace game
