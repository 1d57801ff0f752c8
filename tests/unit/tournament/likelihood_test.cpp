// The likelihood of matches: ties, derivatives, its maximum.

#include "game/tournament/likelihood.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

using game::tournament::Likelihood;
using game::tournament::most_likely;
using game::tournament::Order;

namespace {

/// The log likelihood of a match as the mean over all orders that the ties allow.
double value_over_orders(const Order& order, const std::vector<double>& strengths) {
    double value = 0;
    std::vector<std::size_t> lower;
    for (auto tied = order.rbegin(); tied != order.rend(); ++tied) {
        double below = 0;
        for (const std::size_t player : lower)
            below += std::exp(strengths[player]);
        std::vector<std::size_t> players = *tied;
        double sum = 0;
        double orders = 0;
        do {
            double left = below;
            for (auto player = players.rbegin(); player != players.rend(); ++player) {
                left += std::exp(strengths[*player]);
                sum += strengths[*player] - std::log(left);
            }
            ++orders;
        } while (std::next_permutation(players.begin(), players.end()));
        value += sum / orders;
        lower.insert(lower.end(), tied->begin(), tied->end());
    }
    return value;
}

const std::vector<double>& some_strengths() {
    static const std::vector<double> strengths = {0.4, -0.3, 0.1, 0.6, -0.5, 0.2, -0.1, -0.4};
    return strengths;
}

Likelihood likelihood_of(const std::vector<Order>& orders) {
    Likelihood likelihood(8);
    for (const Order& order : orders)
        likelihood.add(order);
    return likelihood;
}

}  // namespace

TEST_CASE("likelihood: with ties, it is the mean over all orders") {
    for (const Order& order : {Order{{0}, {1}},
                               {{0, 1}},
                               {{2}, {0, 1}},
                               {{0, 1}, {2}},
                               {{0, 3, 5}, {1, 2}, {4}},
                               {{0, 1, 2, 3, 4, 5}, {6, 7}},
                               {{0, 1, 2, 3, 4, 5}}}) {
        CHECK(likelihood_of({order}).value(some_strengths()) ==
              doctest::Approx(value_over_orders(order, some_strengths())));
    }
}

TEST_CASE("likelihood: with more than six tied, it is nearly so") {
    for (const Order& order :
         {Order{{0, 1, 2, 3, 4, 5, 6}, {7}}, Order{{7}, {0, 1, 2, 3, 4, 5, 6}}}) {
        std::vector<double> equal(8);
        // Differs by a constant: which values are compared does not matter, only how they differ.
        const double by_shares =
            likelihood_of({order}).value(some_strengths()) - likelihood_of({order}).value(equal);
        const double exact =
            value_over_orders(order, some_strengths()) - value_over_orders(order, equal);
        CHECK(std::abs(by_shares - exact) < 0.5);
        const auto gradient = likelihood_of({order}).gradient(equal);
        CHECK(std::accumulate(gradient.begin(), gradient.end(), 0.0) == doctest::Approx(0));
        CHECK(gradient[0] == doctest::Approx(gradient[6]));
        CHECK((gradient[7] < gradient[0]) == (order.back().size() == 1));
    }
}

TEST_CASE("likelihood: derivatives are those of the value; merging changes nothing") {
    Likelihood likelihood = likelihood_of({{{0, 3, 5}, {1, 2}, {4}},
                                           {{0, 1, 2, 3, 4, 5, 6}, {7}},
                                           {{7}, {6}, {1}},
                                           {{7}, {6}, {1}},
                                           {{1, 7}, {6}}});
    const double before = likelihood.value(some_strengths());
    likelihood.merge();
    CHECK(likelihood.value(some_strengths()) == doctest::Approx(before));
    const auto gradient = likelihood.gradient(some_strengths());
    const auto information = likelihood.information(some_strengths());
    constexpr double step = 1e-5;
    for (std::size_t i = 0; i < 8; ++i) {
        std::vector<double> up = some_strengths();
        std::vector<double> down = some_strengths();
        up[i] += step;
        down[i] -= step;
        CHECK(gradient[i] ==
              doctest::Approx((likelihood.value(up) - likelihood.value(down)) / (2 * step)));
        for (std::size_t j = 0; j < 8; ++j) {
            const double change = likelihood.gradient(down)[j] - likelihood.gradient(up)[j];
            CHECK(std::abs(information.at(i, j) - change / (2 * step)) < 1e-7);
        }
    }
}

TEST_CASE(
    "likelihood: each step of minorisation-maximisation is an improvement, and ends at the "
    "maximum") {
    Likelihood likelihood(3);
    for (const Order& order :
         {Order{{0}, {1}, {2}}, {{0}, {2}, {1}}, {{1}, {0}, {2}}, {{2}, {0, 1}}, {{0}, {1}}})
        likelihood.add(order);
    std::vector<double> strengths(3);
    for (int i = 0; i < 500; ++i) {
        const auto next = likelihood.improved(strengths);
        CHECK(likelihood.value(next) >= likelihood.value(strengths) - 1e-12);
        strengths = next;
    }
    const auto most = most_likely(likelihood);
    REQUIRE(most);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK((*most)[i] == doctest::Approx(strengths[i]));
}
