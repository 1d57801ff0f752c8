/// The room tournament: who plays whom, and what follows from the results.
///
/// Its pure functions: pairings.h says which encounters come next, ratings.h how strong the players
/// are, sprt.h whether the first of two players is better. They know neither time nor processes.
/// The same arguments give the same results on every machine: chance comes from a seed, and nothing
/// depends on the order in which matches end.
///
/// Players are numbers from 0, in the order of the scenario. That order is also the seeding: player
/// 0 is taken for the best one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace game::tournament {

enum class Format { round_robin, gauntlet, swiss, knockout, free_for_all };

/// Players who meet. It is one seed, played in all rotations of the start positions: as many
/// matches as there are players.
struct Encounter {
    std::vector<std::size_t> players;  ///< in the order of the start positions of the first match

    bool operator==(const Encounter&) const = default;
};

/// An encounter with its result.
struct PlayedEncounter {
    std::vector<std::size_t> players;
    /// What each of the players got per match, the mean over the matches. A match gives
    /// (number of players beaten + half of the number of tied ones) / (number of others): for two
    /// players 1, 0.5 or 0. Empty if no match counts; then nobody gets anything.
    std::vector<double> points;
};

struct PairingSettings {
    Format format = Format::round_robin;
    std::size_t players = 0;
    std::size_t group = 2;  ///< players per match
    std::size_t rounds = 1;
    std::uint64_t seed = 0;  ///< of what is drawn: groups, and start positions of more than two
};

/// More encounters than these are not played.
constexpr std::uint64_t most_encounters = 1'000'000;

/// In a knockout, a pairing that is tied gets at most so many encounters more. If it is still tied
/// then, the better seed advances.
constexpr std::size_t most_extra_encounters = 10;

/// What is wrong with the settings, for people; nothing if next_round() can be called.
std::optional<std::string> find_problem(const PairingSettings& settings);

/// The encounters that can be played next, in the order in which they should be started. `played`
/// are all that were given before, in that order. None if the tournament is over.
///
/// - round_robin: all at once. Each pair (or combination of `group` players) `rounds` times. Pairs
///   are ordered by the circle method (the Berger tables of FIDE's Handbook, C.05 annex 1), so that
///   all have played about as often wherever it is stopped. Combinations of more are ordered so
///   that each is followed by its cyclic shifts, for the same reason.
/// - gauntlet: all at once. The first player with all others (or all combinations of others),
///   `rounds` times.
/// - swiss: the next of `rounds` rounds, in which everybody meets somebody new; see swiss.h. It
///   ends earlier when there is no such round.
/// - knockout: the next wave of a bracket with standard seeding (1 against 8, 4 against 5, ...), in
///   which the best seeds have the byes; see knockout.h. `rounds` encounters per pairing.
/// - free_for_all: all at once. The players are drawn into groups, `rounds` times; if some are left
///   over, the players that were left over most often before are drawn first.
///
/// Throws std::invalid_argument if find_problem() finds one, or if `played` is not a number of
/// complete rounds.
std::vector<Encounter> next_round(const PairingSettings& settings,
                                  std::span<const PlayedEncounter> played);

/// How many encounters there will be; for a swiss tournament at most, for a knockout without extra
/// ones. Settings that have no problem; otherwise the number may be capped.
std::uint64_t planned_encounters(const PairingSettings& settings);

/// What the format itself says about a player.
struct Score {
    double points = 0;    ///< of all encounters, and 1 for each bye of a swiss tournament
    double buchholz = 0;  ///< the sum of the points of all who were met; without byes
    std::size_t byes = 0;
};

/// The score of each player after `played`, complete rounds or not. Byes only of complete rounds,
/// and only in a swiss tournament.
std::vector<Score> scores(const PairingSettings& settings, std::span<const PlayedEncounter> played);

}  // namespace game::tournament
