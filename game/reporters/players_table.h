/// PlayersTable: the part of the summary that says how the players of a match did.
#pragma once

#include "game/events/match_events.h"
#include "game/reporters/text_style.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// A row for each player, the best first. SummaryReporter owns it.
class PlayersTable {
  public:
    void result(const ResultEvent& event);

    /// The lines of the table; none if no match has ended. With a width, they are made to fit.
    std::vector<std::string> lines(const TextStyle& style, std::optional<std::size_t> width) const;

  private:
    std::vector<MatchRank> ranks_;
    std::vector<PlayerTotals> players_;
};

}  // namespace game
