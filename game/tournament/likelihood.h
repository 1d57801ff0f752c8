/// The likelihood of strengths, and its maximum.
#pragma once

#include "game/tournament/stages.h"
#include "game/tournament/symmetric_matrix.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace game::tournament {

/// The log likelihood of matches as a function of the logarithms of the strengths.
class Likelihood {
  public:
    /// Players are numbers below `players`.
    explicit Likelihood(std::size_t players) : chosen_(players) {}

    std::size_t players() const { return chosen_.size(); }

    void add(const Order& order);

    /// Makes one of stages that are alike, so that all else is faster.
    void merge();

    double value(std::span<const double> strengths) const;

    /// How often each player was chosen, less how often that is expected.
    std::vector<double> gradient(std::span<const double> strengths) const;

    /// The second derivatives with the opposite sign; the sum of each row is 0.
    SymmetricMatrix information(std::span<const double> strengths) const;

    /// The strengths after one step of minorisation-maximisation: each times the number of how
    /// often the player was chosen, divided by the expected one. The likelihood is never smaller
    /// then.
    std::vector<double> improved(std::span<const double> strengths) const;

  private:
    std::vector<double> expected(std::span<const double> strengths) const;

    std::vector<double> chosen_;
    std::vector<Stage> stages_;  ///< of two players or more
};

/// The logarithms of the strengths of the largest likelihood, with mean 0. Everybody must have
/// beaten or tied everybody else, directly or through others. Nothing if numbers become too large.
std::optional<std::vector<double>> most_likely(const Likelihood& likelihood);

/// The inverse of an information on the differences between players, whose sum is 0. Nothing if it
/// says too little of some difference.
std::optional<SymmetricMatrix> inverse_of_differences(const SymmetricMatrix& information);

}  // namespace game::tournament
