/// TimelineCollector: makes a Timeline of what is reported.
#pragma once

#include "game/events/reporter.h"
#include "game/timeline/mark_store.h"
#include "game/timeline/timeline.h"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace game {

/// How much of a run is kept. Beyond these limits, neighbours in time or order are merged.
struct TimelineLimits {
    std::size_t lanes = 600;
    std::size_t marks = 20'000;  ///< of each kind
    std::size_t cells = 60'000;  ///< of each kind
    std::size_t players = 256;
    std::size_t eliminations = 2000;
};

/// Its memory is bounded: by the limits, a few MB, and by the numbers of running workers and of the
/// players of a match.
class TimelineCollector : public Reporter {
  public:
    explicit TimelineCollector(TimelineLimits limits = {})
        : limits_(limits),
          moves_(limits.marks, limits.cells),
          other_lines_(limits.marks, limits.cells) {}

    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override;
    void ended(const EndEvent& event) override;

    /// Forgets what was reported so far: another run begins.
    void forget();

    /// Moves out what was reported so far. Nothing may be reported afterwards.
    Timeline take();

  private:
    std::uint32_t lane_of(std::uint64_t worker) const;
    std::uint32_t add_lane(std::uint64_t worker);
    std::uint16_t player_of(std::string_view name);
    void add_match_player(const MatchPlayer& player);
    void merge_lanes();
    void reach(async::Duration t);

    TimelineLimits limits_;
    Timeline timeline_;
    MarkStore moves_;
    MarkStore other_lines_;
    unsigned int merges_ = 0;                                   ///< 2^merges_ workers share a lane
    std::unordered_map<std::uint64_t, std::uint64_t> running_;  ///< worker to order of start
    std::unordered_map<std::uint64_t, std::uint64_t> ended_;    ///< likewise, before a match
    std::unordered_map<std::string, std::uint64_t> played_by_;  ///< of a match: player to worker's
                                                                ///< order of start
    std::unordered_map<std::string, std::uint16_t> players_;
    bool has_match_ = false;
};

}  // namespace game
