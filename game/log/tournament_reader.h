/// TournamentLogReader: the events of a tournament, from the lines of a log.
#pragma once

#include "common/json/json_text.h"
#include "game/events/tournament_events.h"

#include <string>
#include <vector>

namespace game {

/// Passive: LogReader gives it the parsed line of each event of a tournament. What it returns is
/// valid until the next call. The functions throw BadLine.
class TournamentLogReader {
  public:
    TournamentEvent tournament(const common::Json& line, async::Duration t);
    MatchStartEvent match_start(const common::Json& line, async::Duration t);
    MatchEndEvent match_end(const common::Json& line, async::Duration t);
    StandingsEvent standings(const common::Json& line, async::Duration t);

  private:
    class Members;

    static StandingsRow row(const Members& members);
    TestState test(const Members& members);

    std::vector<std::string> names_;
    std::vector<MatchPlayerResult> players_;
    std::vector<StandingsRow> rows_;
    std::string text_;
    std::string more_text_;
    std::string rules_;
};

}  // namespace game
