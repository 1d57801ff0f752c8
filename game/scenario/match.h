/// The match of a scenario (game-scenario(5)). Plain data.
#pragma once

#include "common/async/time.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The rules that are built in: what `rules` can name.
inline constexpr std::array<std::string_view, 2> built_in_rules = {"snake", "paint"};

enum class MatchMode {
    lockstep,  ///< a turn closes when everyone who was asked has answered, or at the limit
    ticks,     ///< turns close on a fixed timetable
};

inline std::string_view name_of(MatchMode mode) {
    return mode == MatchMode::lockstep ? "lockstep" : "ticks";
}

struct MatchSettings {
    std::string rules;                 ///< built in; empty: `referee` knows them
    std::vector<std::string> referee;  ///< a program and its arguments; empty: `rules` are built in
    MatchMode mode = MatchMode::lockstep;
    async::Duration turn_limit = std::chrono::milliseconds(500);
    async::Duration first_limit = std::chrono::seconds(5);  ///< at least `turn_limit`
    async::Duration bank{0};                                ///< overtime of each player
    std::optional<std::uint64_t> strikes;  ///< turns without a good answer until a player is out
    async::Duration pace{0};               ///< each turn takes so long, on the scenario's scale
    async::Duration tick = std::chrono::milliseconds(200);  ///< likewise
    std::optional<std::uint64_t> turns;  ///< the match ends after so many; none: as the rules say
    std::string settings = "{}";         ///< of the rules: a JSON value
    std::string start;                   ///< the initial state: a JSON value; empty: none
};

}  // namespace game
