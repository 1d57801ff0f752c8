#include "game/tournament/stages.h"

#include <algorithm>
#include <cstdint>

namespace game::tournament {

namespace {

/// Of that many tied players, all subsets are gone through: 2 to the power of it.
constexpr std::size_t most_exactly_tied = 6;

double binomial(std::size_t count, std::size_t size) {
    double number = 1;
    for (std::size_t i = 1; i <= size; ++i)
        number = number * static_cast<double>(count - size + i) / static_cast<double>(i);
    return number;
}

/// The mean over all orders of the tied ones: when j of them are left, each j of them are so with
/// the same chance.
void append_exactly(std::vector<Stage>& stages, const std::vector<std::size_t>& tied,
                    const std::vector<std::size_t>& lower) {
    for (std::uint32_t subset = 1; subset < 1U << tied.size(); ++subset) {
        Stage& stage = stages.emplace_back();
        for (std::size_t i = 0; i < tied.size(); ++i)
            if ((subset >> i & 1U) != 0) stage.players.push_back(tied[i]);
        stage.weight = 1 / binomial(tied.size(), stage.players.size());
        stage.players.insert(stage.players.end(), lower.begin(), lower.end());
        std::sort(stage.players.begin(), stage.players.end());
    }
}

/// Efron's approximation.
void append_by_shares(std::vector<Stage>& stages, const std::vector<std::size_t>& tied,
                      const std::vector<std::size_t>& lower) {
    for (std::size_t left = 1; left <= tied.size(); ++left) {
        Stage& stage = stages.emplace_back();
        stage.players = tied;
        stage.players.insert(stage.players.end(), lower.begin(), lower.end());
        stage.shares.assign(stage.players.size(), 1);
        const double share = static_cast<double>(left) / static_cast<double>(tied.size());
        std::fill_n(stage.shares.begin(), tied.size(), share);
    }
}

}  // namespace

std::vector<Stage> stages_of(const Order& order) {
    std::vector<Stage> stages;
    std::vector<std::size_t> lower;
    for (auto tied = order.rbegin(); tied != order.rend(); ++tied) {
        if (tied->size() <= most_exactly_tied) {
            append_exactly(stages, *tied, lower);
        } else {
            append_by_shares(stages, *tied, lower);
        }
        lower.insert(lower.end(), tied->begin(), tied->end());
    }
    return stages;
}

}  // namespace game::tournament
