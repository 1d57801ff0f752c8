#include "game/play/match_attempt.h"

#include <string>
#include <variant>

#include <doctest/doctest.h>

using game::judge;
using game::MatchAttempt;
using game::most_attempts;
using game::PlayAgain;
using game::PlayLater;
using game::StopTournament;
using game::TournamentPhase;
using game::Verdict;
using game::tournament::MatchResult;

namespace {

MatchAttempt attempt(std::uint64_t number = 1) {
    MatchAttempt made{{17, {2, 0}, 99}, number};
    made.end = "exit code 1";
    return made;
}

MatchAttempt with_result(MatchAttempt made, bool is_void) {
    MatchResult& result = made.result.emplace();
    result.match = 17;
    result.is_void = is_void;
    result.reason = is_void ? "the referee crashed" : "one left";
    return made;
}

MatchAttempt that_cannot_start(MatchAttempt made) {
    made.start_failure = "No such file or directory";
    return made;
}

MatchAttempt that_cannot_log(MatchAttempt made) {
    made.log_failure = "No space left on device";
    return made;
}

constexpr TournamentPhase playing{};
constexpr TournamentPhase stopping{.is_stopping = true};
constexpr TournamentPhase decided{.is_decided = true};
constexpr TournamentPhase draining{.is_draining = true};

std::string words_for(const Verdict& verdict) {
    if (std::holds_alternative<PlayAgain>(verdict)) return "again";
    if (std::holds_alternative<PlayLater>(verdict)) return "later";
    if (std::holds_alternative<game::PlayWhenOneEnds>(verdict)) return "when one ends";
    if (const auto* const stop = std::get_if<StopTournament>(&verdict)) return "stop: " + stop->why;
    const auto& result = std::get<MatchResult>(verdict);
    return (result.is_void ? "void: " : "counts: ") + result.reason;
}

}  // namespace

TEST_SUITE("an attempt at a match") {
    TEST_CASE("a result counts, whatever the tournament does") {
        for (const TournamentPhase& phase : {playing, stopping, decided, draining})
            CHECK(words_for(judge(with_result(attempt(), false), phase)) == "counts: one left");
    }

    TEST_CASE("a void match, or a process that fails, is tried again, and counts at last") {
        for (std::uint64_t number = 1; number < most_attempts; ++number) {
            CHECK(words_for(judge(with_result(attempt(number), true), playing)) == "again");
            CHECK(words_for(judge(attempt(number), playing)) == "again");
            CHECK(words_for(judge(that_cannot_start(attempt(number)), playing)) == "again");
        }
        CHECK(words_for(judge(with_result(attempt(most_attempts), true), playing)) ==
              "void: the referee crashed");
        const Verdict verdict = judge(attempt(most_attempts), playing);
        CHECK(words_for(verdict) == "void: its process: exit code 1");
        const auto& result = std::get<MatchResult>(verdict);
        CHECK(result.match == 17);
        CHECK(result.seed == 99);
        REQUIRE(result.players.size() == 2);
        CHECK(result.players[0].player == 2);
        CHECK(result.players[1].player == 0);
    }

    TEST_CASE("while the tournament stops, or does not need it, nothing follows") {
        for (const TournamentPhase& phase : {stopping, decided}) {
            CHECK(words_for(judge(attempt(most_attempts), phase)) == "later");
            CHECK(words_for(judge(with_result(attempt(), true), phase)) == "later");
        }
        CHECK(words_for(judge(attempt(), draining)) == "later");
        CHECK(words_for(judge(with_result(attempt(most_attempts), true), draining)) ==
              "void: the referee crashed");
    }

    TEST_CASE("a match without room beside others waits for the end of one, as often as it takes") {
        constexpr TournamentPhase beside_others{.has_others = true};
        for (std::uint64_t number = 1; number <= most_attempts; ++number) {
            CHECK(words_for(judge(that_cannot_start(attempt(number)), beside_others)) ==
                  "when one ends");
        }
        CHECK(words_for(judge(attempt(), beside_others)) == "again");
    }

    TEST_CASE("a tournament whose matches cannot be started, or write no log, stops") {
        CHECK(words_for(judge(that_cannot_start(attempt(most_attempts)), playing)) ==
              "stop: match 17 cannot start: No such file or directory");
        CHECK(words_for(judge(that_cannot_log(attempt()), playing)) ==
              "stop: the log of match 17: No space left on device");
    }
}
