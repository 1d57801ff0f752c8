#include "game/tournament/sprt.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace game::tournament {

namespace {

/// A score and how often it counts.
struct Weight {
    double score;
    double count;
};

double expected_score(double elo) {
    return 1 / (1 + std::pow(10, -elo / 400));
}

std::vector<Weight> weights_of(std::span<const ScoreCount> counts) {
    constexpr double least = 1e-3;
    std::vector<Weight> weights;
    for (const ScoreCount& count : counts)
        weights.push_back({count.score, std::max(least, static_cast<double>(count.count))});
    return weights;
}

/// The multiplier x of the most likely chances with this expectation (Owen, "Empirical
/// Likelihood"): chances are in proportion to count / (1 + x (score - expected)). It is where the
/// sum of count (score - expected) / (1 + x (score - expected)) is 0; that sum falls with x.
/// Newton's method, kept between bounds.
double find_multiplier(const std::vector<Weight>& weights, double expected) {
    constexpr int most_steps = 200;
    double low = -1 / (weights.back().score - expected);
    double high = 1 / (expected - weights.front().score);
    double x = 0;
    for (int step = 0; step < most_steps; ++step) {
        double sum = 0;
        double slope = 0;
        for (const Weight& weight : weights) {
            const double distance = weight.score - expected;
            const double part = distance / (1 + x * distance);
            sum += weight.count * part;
            slope -= weight.count * part * part;
        }
        (sum > 0 ? low : high) = x;
        double next = x - sum / slope;
        if (!(next > low && next < high)) next = low + (high - low) / 2;
        const bool is_close = std::abs(next - x) <= 1e-13 * (high - low + std::abs(x));
        x = next;
        if (is_close) break;
    }
    return x;
}

std::vector<ScoreCount> possible_scores(std::size_t matches) {
    std::vector<ScoreCount> scores;
    const std::size_t steps = 2 * std::max<std::size_t>(matches, 1);
    for (std::size_t i = 0; i <= steps; ++i)
        scores.push_back({static_cast<double>(i) / static_cast<double>(steps), 0});
    return scores;
}

}  // namespace

double log_likelihood_ratio(std::span<const ScoreCount> counts, double elo0, double elo1) {
    if (std::all_of(counts.begin(), counts.end(),
                    [](const ScoreCount& count) { return count.count == 0; }))
        return 0;
    const std::vector<Weight> weights = weights_of(counts);
    const double score0 = expected_score(elo0);
    const double score1 = expected_score(elo1);
    const double x0 = find_multiplier(weights, score0);
    const double x1 = find_multiplier(weights, score1);
    double ratio = 0;
    for (const Weight& weight : weights) {
        ratio += weight.count * (std::log1p(x0 * (weight.score - score0)) -
                                 std::log1p(x1 * (weight.score - score1)));
    }
    return ratio;
}

Sprt::Sprt(const SprtSettings& settings, std::size_t matches)
    : settings_(settings),
      counts_(possible_scores(matches)),
      lower_(std::log(settings.beta / (1 - settings.alpha))),
      upper_(std::log((1 - settings.beta) / settings.alpha)) {
    if (const auto problem = find_problem(settings)) throw std::invalid_argument(*problem);
}

void Sprt::add(double score) {
    constexpr double rounding = 1e-9;
    if (!(score >= 0 && score <= 1)) throw std::invalid_argument("a score is between 0 and 1");
    if (verdict_ != Verdict::undecided) return;
    auto place = std::find_if(counts_.begin(), counts_.end(), [score](const ScoreCount& count) {
        return count.score > score - rounding;
    });
    if (place == counts_.end() || place->score > score + rounding)
        place = counts_.insert(place, {score, 0});
    ++place->count;
    ++encounters_;
    ratio_ = log_likelihood_ratio(counts_, settings_.elo0, settings_.elo1);
    if (ratio_ >= upper_) verdict_ = Verdict::accept_h1;
    if (ratio_ <= lower_) verdict_ = Verdict::accept_h0;
}

std::optional<std::string> find_problem(const SprtSettings& settings) {
    constexpr double most = 1000;
    const auto is_chance = [](double chance) { return chance > 0 && chance < 0.5; };
    if (!(settings.elo0 < settings.elo1)) return "elo0 must be less than elo1";
    if (!(settings.elo0 >= -most && settings.elo1 <= most))
        return "elo0 and elo1 must be between -1000 and 1000";
    if (!is_chance(settings.alpha)) return "alpha must be greater than 0 and less than 0.5";
    if (!is_chance(settings.beta)) return "beta must be greater than 0 and less than 0.5";
    return std::nullopt;
}

}  // namespace game::tournament
