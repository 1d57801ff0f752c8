/// LoggedMatch: what a match begins with, from its event in a log.
#pragma once

#include "game/events/match_events.h"
#include "game/match/messages.h"
#include "game/scenario/match.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// A copy of what a MatchEvent points to, as the match itself has it.
struct LoggedMatch {
    explicit LoggedMatch(const MatchEvent& event);

    /// What `hello` says; `speed` is that of the run.
    MatchFacts facts(double speed) const;

    /// Those who are there from the beginning.
    std::vector<std::string> player_names() const;

    MatchSettings settings;
    bool has_limits;
    std::string folder;  ///< of the referee program
    std::uint64_t seed;
    std::vector<MatchPlayer> players;
};

/// `views` of an event, which is empty or a JSON object, as a list: a player, and what it sees as
/// JSON.
std::vector<std::pair<std::string, std::string>> split_views(std::string_view views);

}  // namespace game
