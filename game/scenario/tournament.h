/// The tournament of a scenario (game-tournament(5)). Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// Who meets whom. The order is that of `tournament_formats`.
enum class TournamentFormat { round_robin, gauntlet, swiss, knockout, free_for_all };

/// As a scenario has them.
inline constexpr std::array<std::string_view, 5> tournament_formats = {
    "round-robin", "gauntlet", "swiss", "knockout", "free-for-all"};

inline std::string_view name_of(TournamentFormat format) {
    return tournament_formats.at(static_cast<std::size_t>(format));
}

/// Which logs of matches stay.
enum class KeepLogs {
    all,
    lost,  ///< those of matches that are void, or in which somebody was late or crashed
    none,
};

/// As a scenario has them; in the order of KeepLogs.
inline constexpr std::array<std::string_view, 3> keep_logs_words = {"all", "lost", "none"};

/// Seeds that every reader of JSON has exactly.
inline constexpr std::uint64_t max_tournament_seed = (std::uint64_t{1} << 53U) - 1;

struct TournamentPlayer {
    std::string name;                                              ///< unique; a player's name
    std::vector<std::string> command;                              ///< not empty
    std::vector<std::pair<std::string, std::string>> environment;  ///< as of an Entry
    std::string cwd;  ///< as the scenario names it; empty: the scenario's folder
};

/// The test that ends a tournament of two players: is the first one better by `elo0` or by `elo1`?
struct TournamentTest {
    double elo0 = 0;  ///< below `elo1`
    double elo1 = 10;
    double alpha = 0.05;  ///< above 0, below 0.5; so is `beta`
    double beta = 0.05;
};

struct TournamentSettings {
    std::vector<TournamentPlayer> players;  ///< at least two; the order is the seeding
    TournamentFormat format = TournamentFormat::round_robin;
    std::uint32_t group = 2;    ///< players of a match; at least 2, at most all
    std::uint32_t rounds = 10;  ///< encounters of each pair or group; see game-tournament(5)
    std::optional<std::uint64_t> seed;
    std::optional<TournamentTest> test;
    std::filesystem::path results;              ///< joined to the scenario's folder
    std::optional<std::filesystem::path> logs;  ///< a folder, joined likewise
    KeepLogs keep_logs = KeepLogs::all;
};

}  // namespace game
