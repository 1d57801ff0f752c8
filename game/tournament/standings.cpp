#include "game/tournament/standings.h"

#include "game/tournament/ratings.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace game::tournament {

namespace {

/// What a player's row is sorted by; the greater, the better.
using Key = std::tuple<double, double>;

/// Sums of thirds and the like must be equal where they are meant to be.
double rounded(double value) {
    constexpr double parts = 1e9;
    return std::round(value * parts) / parts;
}

RatedMatch rated(const MatchResult& match) {
    RatedMatch result;
    result.players.reserve(match.players.size());
    result.ranks.reserve(match.players.size());
    for (const PlayerResult& player : match.players) {
        result.players.push_back(player.player);
        result.ranks.push_back(static_cast<unsigned>(player.rank));
    }
    return result;
}

/// Counts the encounters of all players.
class Counter {
  public:
    Counter(const Schedule& schedule, std::span<const TournamentPlayer> players)
        : rows_(players.size()), answers_(players.size()), thought_(players.size()) {
        for (std::size_t i = 0; i < players.size(); ++i)
            rows_[i].name = players[i].name;
        for (const ScheduledEncounter& encounter : schedule.encounters())
            add(encounter);
        for (std::size_t i = 0; i < players.size(); ++i) {
            if (answers_[i] == 0) continue;
            const std::chrono::duration<double> seconds(thought_[i]);
            rows_[i].seconds = seconds.count() / static_cast<double>(answers_[i]);
        }
    }

    /// By player, without ratings, ranks and order.
    std::vector<StandingsRow>& rows() { return rows_; }
    std::uint64_t matches() const { return matches_; }
    std::uint64_t voids() const { return voids_; }
    const std::vector<PlayedEncounter>& played() const { return played_; }
    const std::vector<RatedEncounter>& rated_encounters() const { return rated_; }

  private:
    void add(const ScheduledEncounter& encounter) {
        RatedEncounter& counted = rated_.emplace_back();
        for (const std::optional<MatchResult>& match : encounter.matches) {
            if (!match) continue;
            if (match->is_void) {
                ++voids_;
            } else {
                add(*match);
                counted.matches.push_back(rated(*match));
            }
        }
        if (!encounter.is_complete()) {
            rated_.pop_back();
            return;
        }
        played_.push_back({encounter.players, encounter.points()});
        add_points(played_.back());
    }

    void add(const MatchResult& match) {
        ++matches_;
        for (const PlayerResult& player : match.players) {
            StandingsRow& row = rows_[player.player];
            if (player.late > 0) ++row.late;
            if (player.crashed) ++row.crashed;
            answers_[player.player] += player.answers;
            thought_[player.player] += player.thought;
        }
    }

    void add_points(const PlayedEncounter& encounter) {
        if (encounter.points.empty()) return;
        const double best = rounded(std::ranges::max(encounter.points));
        const auto is_best = [best](double points) { return rounded(points) == best; };
        const auto winners = std::ranges::count_if(encounter.points, is_best);
        for (std::size_t i = 0; i < encounter.players.size(); ++i) {
            StandingsRow& row = rows_[encounter.players[i]];
            ++row.encounters;
            row.points += encounter.points[i];
            if (!is_best(encounter.points[i])) {
                ++row.losses;
            } else if (winners == 1) {
                ++row.wins;
            } else {
                ++row.draws;
            }
        }
    }

    std::vector<StandingsRow> rows_;
    std::vector<std::uint64_t> answers_;
    std::vector<async::Duration> thought_;
    std::uint64_t matches_ = 0;
    std::uint64_t voids_ = 0;
    std::vector<PlayedEncounter> played_;
    std::vector<RatedEncounter> rated_;
};

/// How far each player has come in a knockout: the pairings that it took part in, or need not; then
/// whether it has lost the last one.
std::vector<Key> knockout_keys(const PairingSettings& settings,
                               std::span<const PlayedEncounter> played) {
    const std::size_t byes = std::bit_ceil(settings.players) - settings.players;
    std::vector<Key> keys;
    keys.reserve(settings.players);
    for (std::size_t player = 0; player < settings.players; ++player) {
        std::set<std::size_t> met;
        std::optional<std::size_t> last;
        double balance = 0;  // against that one
        for (const PlayedEncounter& encounter : played) {
            const auto place = std::ranges::find(encounter.players, player);
            if (place == encounter.players.end()) continue;
            const bool is_first = place == encounter.players.begin();
            const std::size_t other = encounter.players[is_first ? 1 : 0];
            if (last != other) balance = 0;
            last = other;
            met.insert(other);
            if (encounter.points.empty()) continue;
            const double difference = encounter.points[0] - encounter.points[1];
            balance += is_first ? difference : -difference;
        }
        balance = rounded(balance);
        const bool is_better_seed = last && player < *last;
        const bool has_won = balance > 0 || (balance == 0 && is_better_seed);
        keys.emplace_back(static_cast<double>(met.size() + (player < byes ? 1 : 0)),
                          has_won ? 1 : 0);
    }
    return keys;
}

std::vector<Key> keys_of(const PairingSettings& settings, std::span<const StandingsRow> rows,
                         std::span<const PlayedEncounter> played) {
    if (settings.format == Format::knockout) return knockout_keys(settings, played);
    std::vector<Key> keys;
    keys.reserve(rows.size());
    if (settings.format == Format::swiss) {
        for (const Score& score : scores(settings, played))
            keys.emplace_back(rounded(score.points), rounded(score.buchholz));
        return keys;
    }
    for (const StandingsRow& row : rows) {
        const double mean =
            row.encounters == 0 ? 0 : row.points / static_cast<double>(row.encounters);
        keys.emplace_back(rounded(mean), 0);
    }
    return keys;
}

/// A bye counts as an encounter won, but is none.
void add_byes(std::vector<StandingsRow>& rows, const PairingSettings& settings,
              std::span<const PlayedEncounter> played) {
    const std::vector<Score> all = scores(settings, played);
    for (std::size_t player = 0; player < rows.size(); ++player)
        rows[player].points += static_cast<double>(all[player].byes);
}

void add_ratings(std::vector<StandingsRow>& rows, std::span<const RatedEncounter> encounters) {
    const std::vector<Rating> ratings = rate(rows.size(), encounters);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].rating = ratings[i].value;
        rows[i].interval = ratings[i].interval;
        const Unrated why = ratings[i].value ? ratings[i].why_no_interval : ratings[i].why_no_value;
        if (why != Unrated::no) rows[i].unrated = text_of(why);
    }
}

std::vector<StandingsRow> sorted(std::vector<StandingsRow> rows, const std::vector<Key>& keys) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&keys](std::size_t a, std::size_t b) {
        return keys[a] != keys[b] ? keys[a] > keys[b] : a < b;
    });
    std::vector<StandingsRow> result;
    result.reserve(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool is_equal = i > 0 && keys[order[i]] == keys[order[i - 1]];
        rows[order[i]].rank = is_equal ? result.back().rank : i + 1;
        result.push_back(std::move(rows[order[i]]));
    }
    return result;
}

double rounded_to(double value, double parts) {
    return std::round(value * parts) / parts + 0.0;  // not -0
}

void round_figures(Standings& standings) {
    constexpr double tenths = 10;
    constexpr double millionths = 1e6;
    for (StandingsRow& row : standings.rows) {
        if (row.rating) row.rating = rounded_to(*row.rating, tenths);
        if (row.interval) {
            row.interval = {rounded_to(row.interval->first, tenths),
                            rounded_to(row.interval->second, tenths)};
        }
        if (row.seconds) row.seconds = rounded_to(*row.seconds, millionths);
        row.points = rounded_to(row.points, millionths);
    }
    if (!standings.test) return;
    standings.test->ratio = rounded_to(standings.test->ratio, millionths);
    standings.test->lower = rounded_to(standings.test->lower, millionths);
    standings.test->upper = rounded_to(standings.test->upper, millionths);
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::undecided:
            return "undecided";
        case Verdict::accept_h0:
            return "elo0";
        case Verdict::accept_h1:
            return "elo1";
    }
    return {};
}

}  // namespace

Standings compute_standings(const Schedule& schedule, std::span<const TournamentPlayer> players,
                            const std::optional<TournamentTest>& test) {
    Counter counter(schedule, players);
    Standings standings;
    standings.matches = counter.matches();
    standings.voids = counter.voids();
    standings.planned = schedule.planned_matches();
    const std::vector<Key> keys = keys_of(schedule.settings(), counter.rows(), counter.played());
    add_ratings(counter.rows(), counter.rated_encounters());
    if (schedule.settings().format == Format::swiss) {
        add_byes(counter.rows(), schedule.settings(), counter.played());
    }
    standings.rows = sorted(std::move(counter.rows()), keys);
    if (test && schedule.test()) {
        const Sprt& sprt = *schedule.test();
        standings.test =
            TestState{test->elo0,   test->elo1,        sprt.ratio(),           sprt.lower(),
                      sprt.upper(), sprt.encounters(), name_of(sprt.verdict())};
    }
    round_figures(standings);
    return standings;
}

}  // namespace game::tournament
