/// The messages to a worker (game-match(5)): one JSON object a line.
#pragma once

#include "game/events/match_events.h"
#include "game/scenario/match.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// What is the same for all workers of a match.
struct MatchFacts {
    const MatchSettings& settings;
    bool has_limits = true;
    async::Duration tick{0};    ///< in real time
    std::string rule_settings;  ///< as JSON, complete
};

/// Appends `hello`. `players` are the names that the worker plays.
void append_hello(std::string& out, const MatchFacts& facts, std::uint64_t worker,
                  std::span<const std::string_view> players, std::uint64_t seed);

/// One player's part of the turn before.
struct LastTurn {
    PlayerTurn turn;
    std::string_view heard;  ///< the last line that was no answer, if none was understood
};

/// What a turn says to one worker, before the state.
struct TurnNotice {
    std::uint64_t turn = 0;
    std::vector<std::string_view> ask;                                ///< those of its players
    std::optional<async::Duration> limit;                             ///< none: no limit
    std::vector<std::pair<std::string_view, async::Duration>> banks;  ///< what is left, by player
    std::uint64_t skipped = 0;
    std::vector<LastTurn> last;
};

/// Appends the beginning of a `turn`, up to and with the key of the state.
void append_turn_start(std::string& out, const TurnNotice& notice);

/// A view of a player as what comes after the public state. The members of the view are added to
/// the state and to the message, and `views` has them by player: a worker with one player needs one
/// place only, one with several can tell them apart.
struct PlayerView {
    std::string_view player;
    std::string_view view;  ///< a JSON object
};

/// The state with the views of some players merged into it.
std::string merge_views(std::string_view state, std::span<const PlayerView> views);

/// Appends the end of a `turn`, behind the state. `rows` is a JSON list, or empty.
void append_turn_end(std::string& out, std::string_view rows, std::span<const PlayerView> views);

/// Appends `out`. `by` may be empty.
void append_out(std::string& out, std::uint64_t turn, const PlayerEvent& event);

/// Appends `end`. `state` may be empty.
void append_end(std::string& out, const ResultEvent& result, std::string_view state);

}  // namespace game
