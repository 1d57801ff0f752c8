#include "game/tournament/variance.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace game::tournament {

namespace {

/// What an encounter says, by its own players only.
struct Part {
    std::vector<std::size_t> players;  ///< in ascending order
    std::vector<double> gradient;
    std::vector<std::vector<double>> information;
};

std::vector<std::size_t> players_of(const std::vector<Order>& matches) {
    std::vector<std::size_t> players;
    for (const Order& order : matches) {
        for (const auto& tied : order)
            players.insert(players.end(), tied.begin(), tied.end());
    }
    std::sort(players.begin(), players.end());
    players.erase(std::unique(players.begin(), players.end()), players.end());
    return players;
}

Part part_of(const std::vector<Order>& matches, std::span<const double> strengths) {
    Part part;
    part.players = players_of(matches);
    const std::size_t size = part.players.size();
    std::vector<double> own_strengths;
    own_strengths.reserve(size);
    for (const std::size_t player : part.players)
        own_strengths.push_back(strengths[player]);
    Likelihood likelihood(size);
    for (const Order& order : matches) {
        Order own = order;
        for (auto& tied : own) {
            for (std::size_t& player : tied) {
                player = static_cast<std::size_t>(
                    std::lower_bound(part.players.begin(), part.players.end(), player) -
                    part.players.begin());
            }
        }
        likelihood.add(own);
    }
    part.gradient = likelihood.gradient(own_strengths);
    const SymmetricMatrix information = likelihood.information(own_strengths);
    part.information.assign(size, std::vector<double>(size));
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j)
            part.information[i][j] = information.at(i, j);
    }
    return part;
}

/// The gradient as it would be without the influence of the encounter on the maximum.
std::optional<std::vector<double>> freed_gradient(const Part& part,
                                                  const SymmetricMatrix& inverse) {
    const std::size_t size = part.players.size();
    std::vector<std::vector<double>> rows(size, std::vector<double>(size));
    for (std::size_t i = 0; i < size; ++i) {
        rows[i][i] = 1;
        for (std::size_t j = 0; j < size; ++j) {
            for (std::size_t k = 0; k < size; ++k)
                rows[i][j] -= part.information[i][k] * inverse.at(part.players[k], part.players[j]);
        }
    }
    return solve(std::move(rows), part.gradient);
}

}  // namespace

std::optional<std::vector<double>> variances(const Likelihood& likelihood,
                                             std::span<const double> strengths,
                                             std::span<const std::vector<Order>> encounters) {
    const auto inverse = inverse_of_differences(likelihood.information(strengths));
    if (!inverse || encounters.size() < 2) return std::nullopt;
    std::vector<double> sums(strengths.size());
    for (auto first = encounters.begin(); first != encounters.end();) {
        // Like encounters are neighbours, and say the same.
        const auto end = std::find_if(first, encounters.end(),
                                      [&](const auto& matches) { return matches != *first; });
        const Part part = part_of(*first, strengths);
        const auto gradient = freed_gradient(part, *inverse);
        if (!gradient) return std::nullopt;
        for (std::size_t player = 0; player < sums.size(); ++player) {
            double change = 0;
            for (std::size_t i = 0; i < part.players.size(); ++i)
                change += inverse->at(player, part.players[i]) * (*gradient)[i];
            sums[player] += static_cast<double>(end - first) * change * change;
        }
        first = end;
    }
    const auto number = static_cast<double>(encounters.size());
    for (double& sum : sums)
        sum *= (number - 1) / number;
    return sums;
}

double t_quantile(std::size_t freedom) {
    if (freedom == 1) return 12.706205;
    if (freedom == 2) return 4.302653;
    const double n = static_cast<double>(freedom);
    const double x = 1.959964;  // of the normal distribution
    const double x2 = x * x;
    const double first = (x2 + 1) * x / 4;
    const double second = ((5 * x2 + 16) * x2 + 3) * x / 96;
    const double third = (((3 * x2 + 19) * x2 + 17) * x2 - 15) * x / 384;
    const double fourth = ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) * x / 92160;
    return x + (first + (second + (third + fourth / n) / n) / n) / n;
}

}  // namespace game::tournament
