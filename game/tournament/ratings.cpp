#include "game/tournament/ratings.h"

#include "game/tournament/comparable.h"
#include "game/tournament/likelihood.h"
#include "game/tournament/variance.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace game::tournament {

namespace {

/// What a factor of e in strength is in Elo.
constexpr double elo = 400 / std::numbers::ln10;

/// Numbers of the rated players among themselves.
using Numbers = std::vector<std::optional<std::size_t>>;

void check(const RatedMatch& match, std::size_t players) {
    if (match.players.size() != match.ranks.size())
        throw std::invalid_argument("a match needs as many ranks as players");
    std::vector<std::size_t> sorted = match.players;
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty() && sorted.back() >= players)
        throw std::invalid_argument("there is no such player");
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        throw std::invalid_argument("a player is twice in a match");
}

/// The rated players of the match.
Order order_of(const RatedMatch& match, const Numbers& numbers) {
    std::vector<std::pair<unsigned, std::size_t>> ranked;
    for (std::size_t i = 0; i < match.players.size(); ++i) {
        if (const auto number = numbers[match.players[i]])
            ranked.emplace_back(match.ranks[i], *number);
    }
    std::sort(ranked.begin(), ranked.end());
    Order order;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        if (i == 0 || ranked[i].first != ranked[i - 1].first) order.emplace_back();
        order.back().push_back(ranked[i].second);
    }
    return order;
}

std::size_t size_of(const Order& order) {
    std::size_t size = 0;
    for (const auto& tied : order)
        size += tied.size();
    return size;
}

/// The matches of the rated players among themselves, in an order that does not depend on the one
/// that is given: sums of floating-point numbers do.
std::vector<std::vector<Order>> sorted_orders(std::span<const RatedEncounter> encounters,
                                              const Numbers& numbers) {
    std::vector<std::vector<Order>> sorted;
    for (const RatedEncounter& encounter : encounters) {
        std::vector<Order> orders;
        for (const RatedMatch& match : encounter.matches) {
            Order order = order_of(match, numbers);
            if (size_of(order) >= 2) orders.push_back(std::move(order));
        }
        std::sort(orders.begin(), orders.end());
        if (!orders.empty()) sorted.push_back(std::move(orders));
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// In how many encounters each of the rated players was.
std::vector<std::size_t> count_encounters(const std::vector<std::vector<Order>>& encounters,
                                          std::size_t players) {
    std::vector<std::size_t> counts(players);
    for (const auto& matches : encounters) {
        std::vector<bool> is_in(players);
        for (const Order& order : matches) {
            for (const auto& tied : order) {
                for (const std::size_t player : tied)
                    is_in[player] = true;
            }
        }
        for (std::size_t player = 0; player < players; ++player)
            if (is_in[player]) ++counts[player];
    }
    return counts;
}

/// The ratings of players who can all be compared.
std::vector<Rating> rate_comparable(const std::vector<std::vector<Order>>& encounters,
                                    std::size_t players) {
    constexpr double no_variance = 1e-16;
    std::vector<Rating> ratings(players);
    Likelihood likelihood(players);
    for (const auto& matches : encounters) {
        for (const Order& order : matches)
            likelihood.add(order);
    }
    likelihood.merge();
    const auto strengths = most_likely(likelihood);
    if (!strengths) {
        for (Rating& rating : ratings)
            rating.why_no_value = rating.why_no_interval = Unrated::out_of_range;
        return ratings;
    }
    const auto found = variances(likelihood, *strengths, encounters);
    const std::vector<std::size_t> counts = count_encounters(encounters, players);
    for (std::size_t i = 0; i < players; ++i) {
        Rating& rating = ratings[i];
        rating.value = (*strengths)[i] * elo;
        if (!found || counts[i] < 2) {
            rating.why_no_interval = Unrated::too_few_encounters;
        } else if (!((*found)[i] > no_variance)) {
            rating.why_no_interval = Unrated::no_variance;
        } else {
            const double half = t_quantile(counts[i] - 1) * std::sqrt((*found)[i]) * elo;
            rating.interval = {*rating.value - half, *rating.value + half};
            if (std::isfinite(half)) continue;
            rating.interval.reset();
            rating.why_no_interval = Unrated::out_of_range;
        }
    }
    return ratings;
}

}  // namespace

std::string_view text_of(Unrated reason) {
    switch (reason) {
        case Unrated::no:
            return "";
        case Unrated::only_player:
            return "is the only player";
        case Unrated::met_nobody:
            return "has met nobody";
        case Unrated::always_wins:
            return "always wins";
        case Unrated::always_loses:
            return "always loses";
        case Unrated::one_way:
            return "all results against the others go one way";
        case Unrated::separate:
            return "has not met the others, directly or through others";
        case Unrated::too_few_encounters:
            return "too few encounters";
        case Unrated::no_variance:
            return "all encounters went alike";
        case Unrated::out_of_range:
            return "too large a number";
    }
    return "";
}

std::vector<Rating> rate(std::size_t players, std::span<const RatedEncounter> encounters) {
    Beaten beaten(players);
    for (const RatedEncounter& encounter : encounters) {
        for (const RatedMatch& match : encounter.matches) {
            check(match, players);
            beaten.add(match);
        }
    }
    const std::vector<Unrated> reasons = beaten.find_rated();
    Numbers numbers(players);
    std::size_t rated = 0;
    for (std::size_t player = 0; player < players; ++player)
        if (reasons[player] == Unrated::no) numbers[player] = rated++;
    std::vector<Rating> comparable;
    if (rated > 0) comparable = rate_comparable(sorted_orders(encounters, numbers), rated);
    std::vector<Rating> ratings;
    for (std::size_t player = 0; player < players; ++player) {
        if (numbers[player]) {
            ratings.push_back(comparable[*numbers[player]]);
        } else {
            ratings.push_back(
                {.why_no_value = reasons[player], .why_no_interval = reasons[player]});
        }
    }
    return ratings;
}

}  // namespace game::tournament
