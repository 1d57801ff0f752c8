/// How strong players are, by maximum likelihood.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace game::tournament {

/// A match that counts.
struct RatedMatch {
    std::vector<std::size_t> players;  ///< each once
    std::vector<unsigned> ranks;  ///< of each of the players; the lowest is the best; equal: tied
};

/// Matches that depend on each other, since they have one seed. One encounter does not depend on
/// another.
struct RatedEncounter {
    std::vector<RatedMatch> matches;
};

/// Why a player has no rating, or a rating no interval.
enum class Unrated {
    no,                  ///< there is one
    only_player,         ///< there is nobody to be compared with
    met_nobody,          ///< it has played no match that counts
    always_wins,         ///< was never beaten or tied: the likelihood grows without end
    always_loses,        ///< has never beaten or tied anybody
    one_way,             ///< all results between two groups of players go one way
    separate,            ///< has met no rated player, directly or through others
    too_few_encounters,  ///< nothing is known about the variance
    no_variance,         ///< all encounters went alike, so the variance cannot be estimated
    out_of_range         ///< too large a number
};

/// The reason in a few words for people: "always wins".
std::string_view text_of(Unrated reason);

/// The rating of a player on the Elo scale: 400 points more mean that one wins ten times as often
/// as the other. The mean of all who are rated is 0. Never NaN or infinite.
struct Rating {
    std::optional<double> value = {};
    Unrated why_no_value = Unrated::no;
    std::optional<std::pair<double, double>> interval = {};  ///< of 95 %: its ends; symmetric
    Unrated why_no_interval = Unrated::no;  ///< as why_no_value if there is no value
};

/// The ratings of players 0 to `players` - 1. The order of encounters, of matches in an encounter,
/// and of players in a match has no influence, to the last bit: all are sorted first.
///
/// **Model.** Bradley-Terry for two players: i beats j with chance l_i / (l_i + l_j); a draw is
/// half a win for each. Plackett-Luce for more: the winner is drawn in proportion to l, then the
/// second among the rest, and so on. Tied players: the mean of the log likelihood over all orders
/// of them, which is the same as half a win if there are two. With more than six tied, the strength
/// of those left at each stage is replaced by its mean (Efron 1977, for ties in Cox's model).
///
/// **Maximum.** Steps of minorisation-maximisation (Hunter, "MM algorithms for generalized
/// Bradley-Terry models", Annals of Statistics 32, 2004) come near it, steps of Newton's method
/// finish it.
///
/// **Undefined.** A finite maximum exists where everybody has beaten or tied everybody else,
/// directly or through others (Ford 1957; Hunter's assumption 1). If not, players fall into groups
/// in which that is so. The largest group is rated, by its matches among itself, if it has at least
/// two players and no other is as large: between groups, ratings would be infinitely far apart or
/// not comparable. Its ratings are what the maximum tends to.
///
/// **Interval.** From the variance between encounters: the sandwich estimator with encounters as
/// clusters, each weighed by its leverage as a jackknife does (CR3; Bell and McCaffrey, "Bias
/// reduction in standard errors for linear regression with multi-stage samples", 2002), and
/// Student's t with one degree of freedom less than the player has encounters. So matches of one
/// encounter may be as dependent as they like.
///
/// Matches with fewer than two players count for nothing. Throws std::invalid_argument if a match
/// names a player that is not there, or has not as many ranks as players.
std::vector<Rating> rate(std::size_t players, std::span<const RatedEncounter> encounters);

}  // namespace game::tournament
