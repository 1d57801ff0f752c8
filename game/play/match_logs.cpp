#include "game/play/match_logs.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace game {

namespace fs = std::filesystem;

namespace {

/// Whether somebody may want to see why.
bool is_lost(const tournament::MatchResult& result) {
    return result.is_void ||
           std::ranges::any_of(result.players, [](const tournament::PlayerResult& player) {
               return player.late > 0 || player.crashed;
           });
}

}  // namespace

MatchLogs::MatchLogs(const TournamentSettings& settings, bool is_watched) {
    if (settings.logs) {
        fs::create_directories(*settings.logs);
        keep_ = settings.keep_logs;
        if (keep_ != KeepLogs::none || is_watched) folder_ = fs::absolute(*settings.logs);
        return;
    }
    if (!is_watched) return;
    const fs::path folder = fs::absolute(settings.results) += ".running";
    std::error_code error;
    fs::remove_all(folder, error);
    if (!fs::create_directory(folder, error)) return;
    folder_ = folder;
    is_passing_ = true;
}

MatchLogs::~MatchLogs() {
    std::error_code ignored;
    if (is_passing_) fs::remove_all(folder_, ignored);
}

fs::path MatchLogs::path_of(std::uint64_t match) const {
    return folder_.empty() ? fs::path() : folder_ / fmt::format("{}.ndjson", match);
}

fs::path MatchLogs::keep_or_remove(const tournament::MatchResult& result) const {
    fs::path log = path_of(result.match);
    if (log.empty() || keep_ == KeepLogs::all || (keep_ == KeepLogs::lost && is_lost(result))) {
        return log;
    }
    std::error_code ignored;
    fs::remove(log, ignored);
    return {};
}

}  // namespace game
