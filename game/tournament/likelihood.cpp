#include "game/tournament/likelihood.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace game::tournament {

namespace {

/// The chance of each player of a stage to come next, and the logarithm of the sum of the
/// strengths. Strengths may be so different that only differences of their logarithms can be
/// handled.
double find_chances(const Stage& stage, std::span<const double> strengths,
                    std::vector<double>& chances) {
    double most = strengths[stage.players.front()];
    for (const std::size_t player : stage.players)
        most = std::max(most, strengths[player]);
    chances.resize(stage.players.size());
    double sum = 0;
    for (std::size_t i = 0; i < chances.size(); ++i) {
        chances[i] = std::exp(strengths[stage.players[i]] - most);
        if (!stage.shares.empty()) chances[i] *= stage.shares[i];
        sum += chances[i];
    }
    for (double& chance : chances)
        chance /= sum;
    return most + std::log(sum);
}

void centre(std::vector<double>& numbers) {
    const double mean =
        std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
    for (double& number : numbers)
        number -= mean;
}

bool is_finite(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(),
                       [](double number) { return std::isfinite(number); });
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// What is added to each cell so that a matrix whose rows have the sum 0 can be inverted.
double lift_of(const SymmetricMatrix& information) {
    double trace = 0;
    for (std::size_t i = 0; i < information.size(); ++i)
        trace += information.at(i, i);
    const auto size = static_cast<double>(information.size());
    return trace / size / size;
}

std::optional<Cholesky> lifted(SymmetricMatrix information) {
    const double lift = lift_of(information);
    for (std::size_t i = 0; i < information.size(); ++i) {
        for (std::size_t j = 0; j < information.size(); ++j)
            information.at(i, j) += lift;
    }
    return Cholesky::of(information);
}

/// A step of Newton's method, made shorter until the likelihood grows; nothing if there is no such
/// step. `is_last` says that another step would change nothing.
std::optional<std::vector<double>> newton_step(const Likelihood& likelihood,
                                               const std::vector<double>& strengths,
                                               bool& is_last) {
    constexpr double enough = 1e-13;
    constexpr int most_halvings = 20;
    const std::vector<double> gradient = likelihood.gradient(strengths);
    const auto information = lifted(likelihood.information(strengths));
    if (!information) return std::nullopt;
    const std::vector<double> direction = information->solve(gradient);
    const double gain = product(gradient, direction);
    if (!std::isfinite(gain)) return std::nullopt;
    is_last = gain < enough;
    const double before = likelihood.value(strengths);
    double length = 1;
    for (int halvings = 0; halvings < most_halvings; ++halvings) {
        std::vector<double> next = strengths;
        for (std::size_t i = 0; i < next.size(); ++i)
            next[i] += length * direction[i];
        centre(next);
        if (is_last || likelihood.value(next) >= before + length * gain / 10000) return next;
        length /= 2;
    }
    return std::nullopt;
}

}  // namespace

void Likelihood::add(const Order& order) {
    for (const auto& tied : order) {
        for (const std::size_t player : tied)
            ++chosen_[player];
    }
    for (Stage& stage : stages_of(order)) {
        // With nobody else to choose, nothing is learnt.
        if (stage.players.size() == 1) {
            chosen_[stage.players.front()] -= stage.weight;
        } else {
            stages_.push_back(std::move(stage));
        }
    }
}

void Likelihood::merge() {
    std::sort(stages_.begin(), stages_.end(), [](const Stage& a, const Stage& b) {
        return std::tie(a.players, a.shares, a.weight) < std::tie(b.players, b.shares, b.weight);
    });
    std::vector<Stage> merged;
    for (Stage& stage : stages_) {
        const bool is_new = merged.empty() || merged.back().players != stage.players ||
                            merged.back().shares != stage.shares;
        if (is_new) {
            merged.push_back(std::move(stage));
        } else {
            merged.back().weight += stage.weight;
        }
    }
    stages_ = std::move(merged);
}

double Likelihood::value(std::span<const double> strengths) const {
    double value = 0;
    for (std::size_t i = 0; i < chosen_.size(); ++i)
        value += chosen_[i] * strengths[i];
    std::vector<double> chances;
    for (const Stage& stage : stages_)
        value -= stage.weight * find_chances(stage, strengths, chances);
    return value;
}

std::vector<double> Likelihood::expected(std::span<const double> strengths) const {
    std::vector<double> expected(chosen_.size());
    std::vector<double> chances;
    for (const Stage& stage : stages_) {
        find_chances(stage, strengths, chances);
        for (std::size_t i = 0; i < chances.size(); ++i)
            expected[stage.players[i]] += stage.weight * chances[i];
    }
    return expected;
}

std::vector<double> Likelihood::gradient(std::span<const double> strengths) const {
    std::vector<double> gradient = expected(strengths);
    for (std::size_t i = 0; i < gradient.size(); ++i)
        gradient[i] = chosen_[i] - gradient[i];
    return gradient;
}

SymmetricMatrix Likelihood::information(std::span<const double> strengths) const {
    SymmetricMatrix information(chosen_.size());
    std::vector<double> chances;
    for (const Stage& stage : stages_) {
        find_chances(stage, strengths, chances);
        for (std::size_t i = 0; i < chances.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const double both = stage.weight * chances[i] * chances[j];
                const std::size_t a = stage.players[i];
                const std::size_t b = stage.players[j];
                information.at(a, b) -= both;
                information.at(b, a) -= both;
                information.at(a, a) += both;
                information.at(b, b) += both;
            }
        }
    }
    return information;
}

std::vector<double> Likelihood::improved(std::span<const double> strengths) const {
    std::vector<double> improved = expected(strengths);
    for (std::size_t i = 0; i < improved.size(); ++i)
        improved[i] = strengths[i] + std::log(chosen_[i] / improved[i]);
    centre(improved);
    return improved;
}

std::optional<std::vector<double>> most_likely(const Likelihood& likelihood) {
    constexpr int minorisations = 20;
    constexpr int most_steps = 200;
    std::vector<double> strengths(likelihood.players());
    for (int i = 0; i < minorisations; ++i)
        strengths = likelihood.improved(strengths);
    bool is_last = false;
    for (int i = 0; i < most_steps && !is_last && is_finite(strengths); ++i) {
        auto next = newton_step(likelihood, strengths, is_last);
        strengths = next ? std::move(*next) : likelihood.improved(strengths);
    }
    if (!is_last || !is_finite(strengths)) return std::nullopt;
    return strengths;
}

std::optional<SymmetricMatrix> inverse_of_differences(const SymmetricMatrix& information) {
    const auto square_root = lifted(information);
    if (!square_root) return std::nullopt;
    SymmetricMatrix inverse = square_root->inverse();
    const auto size = static_cast<double>(inverse.size());
    const double lift = 1 / (lift_of(information) * size * size);
    for (std::size_t i = 0; i < inverse.size(); ++i) {
        for (std::size_t j = 0; j < inverse.size(); ++j)
            inverse.at(i, j) -= lift;
    }
    return inverse;
}

}  // namespace game::tournament
