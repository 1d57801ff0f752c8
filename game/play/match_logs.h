/// MatchLogs: the logs that the matches of a tournament write.
#pragma once

#include "game/scenario/tournament.h"
#include "game/tournament/results.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace game {

/// Says where the log of a match is, and removes those that are not to stay. Match 17 has
/// `17.ndjson` in the folder of the settings.
///
/// With `is_watched`, somebody may want to see a match while it is played. So a match has a log
/// also if none is to stay; without a folder in the settings it is in one beside the results,
/// `league.ndjson.running`, which is removed at the end. What a killed run has left there is
/// removed at the beginning of the next.
class MatchLogs {
  public:
    /// Makes the folder. Call it only while this process has the file of results locked. Throws
    /// std::system_error if the folder of the settings cannot be made. If the other folder cannot,
    /// `problem` says why, and matches whose logs are not kept write none.
    MatchLogs(const TournamentSettings& settings, bool is_watched);
    MatchLogs(const MatchLogs&) = delete;
    MatchLogs& operator=(const MatchLogs&) = delete;
    ~MatchLogs();

    /// Why there is no folder beside the results; nothing if there is one, or need not be.
    const std::optional<std::string>& problem() const { return problem_; }

    /// The absolute path of the log that a match writes; empty: it writes none.
    std::filesystem::path path_of(std::uint64_t match) const;

    /// To be called when a match has ended without a result: removes its log, unless all stay.
    void remove_unfinished(std::uint64_t match) const;

    /// To be called when a match has a result: removes its log, unless that is to stay. Returns the
    /// path of one that stays, or an empty path.
    std::filesystem::path keep_or_remove(const tournament::MatchResult& result) const;

  private:
    std::filesystem::path folder_;  ///< absolute; empty: no logs
    KeepLogs keep_ = KeepLogs::none;
    bool is_passing_ = false;  ///< the folder goes with the run
    std::optional<std::string> problem_;
};

}  // namespace game
