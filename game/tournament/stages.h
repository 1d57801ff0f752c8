/// A match as a sequence of choices.
#pragma once

#include <cstddef>
#include <vector>

namespace game::tournament {

/// A stage of a match: one of `players` comes next. It takes weight * log(sum of share * strength)
/// off the log likelihood.
struct Stage {
    std::vector<std::size_t> players;
    std::vector<double> shares;  ///< of each of the players; none: all are 1
    double weight = 1;
};

/// The players of a match from the best to the last; tied ones are in one set, in ascending order.
using Order = std::vector<std::vector<std::size_t>>;

/// The stages of a match after which the players stand in `order`. The stage at which only one is
/// left counts too: so each player is chosen once.
std::vector<Stage> stages_of(const Order& order);

}  // namespace game::tournament
