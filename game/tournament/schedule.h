/// Schedule: which matches a tournament has, which have been played, and which come next.
#pragma once

#include "common/part.h"
#include "game/tournament/pairings.h"
#include "game/tournament/results.h"
#include "game/tournament/sprt.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace game::tournament {

/// A match to be played.
struct PlannedMatch {
    std::uint64_t match = 0;           ///< its number, from 1
    std::vector<std::size_t> players;  ///< in the order of their start positions
    std::uint64_t seed = 0;            ///< the same in all matches of an encounter
};

/// An encounter, and what its matches have come to.
struct ScheduledEncounter {
    std::vector<std::size_t> players;  ///< in the order of the first match
    std::size_t round = 0;             ///< in which it was planned, from 0
    /// By rotation; none where nothing has been played.
    std::vector<std::optional<MatchResult>> matches;

    bool is_complete() const;

    /// The mean points of each player per match; empty if no match counts.
    std::vector<double> points() const;
};

/// Passive: its owner asks it for matches, plays them and adds their results. Match
/// (encounter - 1) * group + rotation, all from 1, is a rotation of an encounter. What comes next
/// depends on nothing but the settings and the results, so the same tournament has the same matches
/// after an interruption.
class Schedule {
  public:
    /// `settings` must have no problem (see find_problem). With `test`, there are two players. With
    /// `part`, only the matches with its numbers are played, and the format must be one whose
    /// encounters are known from the beginning.
    explicit Schedule(const PairingSettings& settings,
                      std::optional<SprtSettings> test = std::nullopt,
                      std::optional<common::Part> part = std::nullopt);

    /// The next match to be played, which then counts as running. None if there is none now: all
    /// run, or the tournament is over.
    std::optional<PlannedMatch> next();

    /// The match that was running is to be played again.
    void give_back(std::uint64_t match) { waiting_.insert(match); }

    /// Takes the result of a match, running or not. Returns what is wrong, if it does not belong to
    /// this tournament.
    std::optional<std::string> add(MatchResult result);

    /// True if no more matches are to be played: all have been, or the test is decided.
    bool is_over() const;

    /// True if the test has ended the tournament.
    bool is_decided() const { return test_ && test_->verdict() != Verdict::undecided; }

    /// None if there is none.
    const std::optional<Sprt>& test() const { return test_; }

    /// How many matches there will be, as far as that is known; also those of other parts.
    std::uint64_t planned_matches() const;

    /// How many of these are to be played here.
    std::uint64_t own_matches() const;

    /// How many matches have a result.
    std::uint64_t played_matches() const { return played_matches_; }

    /// Those that count, in the order of their numbers: all of which a match has been planned, up
    /// to the one that decided the test.
    std::span<const ScheduledEncounter> encounters() const;

    const PairingSettings& settings() const { return settings_; }

    /// The match of that number. It must have been planned.
    PlannedMatch match(std::uint64_t number) const;

  private:
    void plan_next_round();
    void test_complete_ones();

    PairingSettings settings_;
    std::optional<Sprt> test_;
    std::optional<common::Part> part_;
    std::size_t tested_ = 0;  ///< encounters that the test has seen, or has to leave out
    std::vector<ScheduledEncounter> encounters_;
    std::size_t rounds_ = 0;           ///< that were planned
    std::size_t complete_ = 0;         ///< encounters
    bool is_all_planned_ = false;      ///< no other round follows
    std::set<std::uint64_t> waiting_;  ///< matches
    std::uint64_t played_matches_ = 0;
};

/// How the players of a tournament are paired, with that seed.
PairingSettings pairing_settings(const TournamentSettings& settings, std::uint64_t seed);

/// The seed of the matches of encounter `encounter`, from 1: up to 2^53 - 1.
std::uint64_t encounter_seed(std::uint64_t seed, std::uint64_t encounter);

}  // namespace game::tournament
