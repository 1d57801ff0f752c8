/// MatchLogReader: the events of a match, from the lines of a log.
#pragma once

#include "common/json/json_text.h"
#include "game/events/match_events.h"

#include <string>
#include <vector>

namespace game {

/// Passive: LogReader gives it the parsed line of each event of a match. What it returns is valid
/// until the next call. The functions throw BadLine.
class MatchLogReader {
  public:
    MatchEvent match(const common::Json& line, async::Duration t);
    TurnEvent turn(const common::Json& line, async::Duration t);
    ResultEvent result(const common::Json& line, async::Duration t);

  private:
    void read_state(const common::Json& line);
    TurnOpening opening(const common::Json& object);

    std::vector<std::string> referee_;
    std::string settings_;
    std::string folder_;
    std::string start_;
    std::string state_;
    std::string views_;
    std::string rows_;
    std::string hash_;
    std::vector<std::string> ask_;
    std::vector<std::uint64_t> skipped_;
    std::vector<MatchPlayer> players_;
    std::vector<PlayerTurn> moves_;
    std::vector<PlayerEvent> events_;
    std::vector<std::string> left_;
    std::vector<MatchRank> ranks_;
    std::vector<PlayerTotals> totals_;
};

}  // namespace game
