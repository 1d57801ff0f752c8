/// What happens in a match, as it is reported to every output (game(1)).
#pragma once

#include "common/async/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// A player, and the worker that plays it.
struct MatchPlayer {
    std::string name;
    std::uint64_t worker;
    std::string called = {};  ///< what the worker calls it; empty: the same
    bool hears_match = true;  ///< its worker is told of turns
};

/// The match begins.
struct MatchEvent {
    async::Duration t{0};
    std::string_view rules;                ///< built in; empty: `referee` knows them
    std::span<const std::string> referee;  ///< its command
    std::string_view folder;               ///< where that runs, absolute; empty: unknown
    std::string_view mode;                 ///< `lockstep` or `ticks`

    // The limits; none where they are off.
    std::optional<async::Duration> turn_limit;
    std::optional<async::Duration> first_limit;
    async::Duration bank{0};
    std::optional<std::uint64_t> strikes;
    async::Duration pace{0};
    async::Duration tick{0};
    std::optional<std::uint64_t> turns;

    std::string_view settings;  ///< of the rules, as JSON
    std::string_view start;     ///< the initial state that was given, as JSON; empty: none
    std::uint64_t seed = 0;
    std::span<const MatchPlayer> players;
    std::string_view state;  ///< before the first turn, as JSON
    std::string_view views;  ///< what only some players see of it, as JSON; empty if nothing
    std::string_view rows;   ///< the board as a JSON list of strings; empty if nobody has it
    std::string_view hash;   ///< of the state, as a log has it; empty: not from a log
};

/// How a player answered to a turn.
enum class AnswerStatus {
    ok,
    late,     ///< not within the limit
    missing,  ///< no move, or no way to answer
    illegal,  ///< the rules refuse the move
    out,      ///< takes no part any more
};

/// What a player did in a turn.
struct PlayerTurn {
    std::string_view player;
    AnswerStatus status = AnswerStatus::missing;
    std::string_view move = {};                             ///< empty: none
    std::optional<async::Duration> seconds = std::nullopt;  ///< real ones, until the answer
    std::string_view say = {};                              ///< for spectators; may be empty
    std::string_view cause = {};  ///< if it is out for a reason that is not of the rules
    std::string_view by = {};     ///< likewise; may be empty
    std::optional<async::Duration> bank = std::nullopt;  ///< what is left of it, if there is one
};

/// How players were asked to play a turn.
struct TurnOpening {
    std::optional<async::Duration> limit = std::nullopt;  ///< none: no limit
    std::span<const std::string> ask = {};                ///< the players
    std::span<const std::uint64_t> skipped = {};  ///< workers that missed the one before: slow
};

/// What happened to a player in a turn: its elimination, or an illegal move.
struct PlayerEvent {
    std::string player;
    std::string cause;    ///< of the elimination; empty if it is none
    std::string by;       ///< who or what caused it; may be empty
    std::string illegal;  ///< what is wrong with the move; empty if nothing is
};

/// A turn has been played.
struct TurnEvent {
    async::Duration t{0};
    std::uint64_t turn = 0;
    std::span<const PlayerTurn> moves;
    std::span<const PlayerEvent> events;
    std::span<const MatchPlayer> joined;  ///< after it
    std::span<const std::string> left;    ///< before it
    std::string_view state;               ///< after it, as JSON
    std::string_view views;               ///< likewise; empty if nothing
    std::string_view rows = {};           ///< likewise, as in MatchEvent
    TurnOpening opening = {};
    std::string_view hash = {};  ///< of the state, as a log has it; empty: not from a log
};

/// A turn that players were asked to play, and that was not played.
struct OpenTurn {
    std::uint64_t turn = 0;
    TurnOpening opening;
};

/// A player's place. Equal ranks are a draw.
struct MatchRank {
    std::string player;
    std::uint64_t rank;
    std::string score;  ///< a number, as JSON
};

/// How a player did in the whole match.
struct PlayerTotals {
    std::string player;
    std::uint64_t answered = 0;  ///< turns with a move that the rules accept
    std::uint64_t late = 0;
    std::uint64_t missing = 0;
    std::uint64_t illegal = 0;
    std::optional<async::Duration> median;  ///< of the seconds of its answers
    std::optional<async::Duration> maximum;
};

/// The match is over.
struct ResultEvent {
    async::Duration t{0};
    std::uint64_t turn = 0;   ///< the last that was played
    bool is_void = false;     ///< nobody has lost
    std::string_view reason;  ///< why it is over, or void
    std::span<const MatchRank> ranks;
    std::span<const PlayerTotals> players;
    std::optional<OpenTurn> open = std::nullopt;  ///< the one that the end cut off
};

/// As the log and the messages to workers have it.
inline std::string_view name_of(AnswerStatus status) {
    switch (status) {
        case AnswerStatus::ok:
            return "ok";
        case AnswerStatus::late:
            return "late";
        case AnswerStatus::missing:
            return "missing";
        case AnswerStatus::illegal:
            return "illegal";
        case AnswerStatus::out:
            return "out";
    }
    return {};
}

/// What people call the rules of a match: `snake`, or the file of the referee, without its folder.
std::string describe_rules(std::string_view rules, std::span<const std::string> referee);

}  // namespace game
