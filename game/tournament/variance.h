/// How far strengths may be from the truth.
#pragma once

#include "game/tournament/likelihood.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace game::tournament {

/// The variance of each of the strengths, which are the most likely ones with mean 0, from that
/// between encounters; an encounter is its matches. Sorted ones are faster. Nothing if there are
/// fewer than two encounters, or if without one of them some players could not be compared any
/// more.
///
/// The sandwich estimator: the inverse information times the sum over encounters of the squared
/// gradient times the inverse information. Gradients at the maximum are smaller than at the truth,
/// the more so the more of the information is in the encounter; this is put right as in the
/// estimator CR3 (Bell and McCaffrey 2002), which comes near to the jackknife: the gradient is
/// multiplied by the inverse of 1 - information of the encounter * inverse of the whole one.
std::optional<std::vector<double>> variances(const Likelihood& likelihood,
                                             std::span<const double> strengths,
                                             std::span<const std::vector<Order>> encounters);

/// The quantile 0.975 of Student's t distribution with `freedom` > 0 degrees of freedom, correct to
/// 0.2 % (Abramowitz and Stegun 26.7.5; exact for 1 and 2).
double t_quantile(std::size_t freedom);

}  // namespace game::tournament
