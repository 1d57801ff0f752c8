#include "game/play/match_logs.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

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

/// `17.ndjson`
bool is_log(const fs::path& file) {
    const std::string stem = file.stem().string();
    return file.extension() == ".ndjson" && !stem.empty() &&
           std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; });
}

/// Removes a folder of logs, but nothing else that somebody may have put there.
void remove_folder(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(fs::symlink_status(folder, ignored))) return;
    std::vector<fs::path> logs;
    for (fs::directory_iterator next(folder, ignored), end; next != end; next.increment(ignored)) {
        if (is_log(next->path())) logs.push_back(next->path());
    }
    for (const fs::path& log : logs)
        fs::remove(log, ignored);
    fs::remove(folder, ignored);
}

}  // namespace

MatchLogs::MatchLogs(const TournamentSettings& settings, bool is_watched) {
    if (settings.logs) {
        fs::create_directories(*settings.logs);
        keep_ = settings.keep_logs;
        if (keep_ != KeepLogs::none || is_watched) folder_ = fs::absolute(*settings.logs);
        return;
    }
    const fs::path folder = fs::absolute(settings.results) += ".running";
    remove_folder(folder);
    if (!is_watched) return;
    std::error_code error;
    is_passing_ = fs::create_directory(folder, error);
    if (is_passing_) {
        folder_ = folder;
    } else {
        const std::string why = error ? error.message() : "it is there already";
        problem_ = fmt::format("{}: {}: matches cannot be watched", folder.string(), why);
    }
}

MatchLogs::~MatchLogs() {
    if (is_passing_) remove_folder(folder_);
}

fs::path MatchLogs::path_of(std::uint64_t match) const {
    return folder_.empty() ? fs::path() : folder_ / fmt::format("{}.ndjson", match);
}

void MatchLogs::remove_unfinished(std::uint64_t match) const {
    std::error_code ignored;
    if (keep_ != KeepLogs::all) fs::remove(path_of(match), ignored);
}

fs::path MatchLogs::keep_or_remove(const tournament::MatchResult& result) const {
    std::error_code ignored;
    fs::path log = path_of(result.match);
    if (log.empty() || keep_ == KeepLogs::all || (keep_ == KeepLogs::lost && is_lost(result))) {
        // The process of a void match may have failed before it made one.
        return result.is_void && !fs::exists(log, ignored) ? fs::path() : log;
    }
    fs::remove(log, ignored);
    return {};
}

}  // namespace game
