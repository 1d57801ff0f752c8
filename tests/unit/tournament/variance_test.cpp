// Quantiles of Student's t against published tables. The variance itself: ratings_test.cpp.

#include "game/tournament/variance.h"

#include <utility>

#include <doctest/doctest.h>

TEST_CASE("variance: quantiles of Student's t, as in tables") {
    for (const auto& [freedom, quantile] : {std::pair{1U, 12.706},
                                            {2U, 4.303},
                                            {3U, 3.182},
                                            {4U, 2.776},
                                            {5U, 2.571},
                                            {10U, 2.228},
                                            {30U, 2.042},
                                            {120U, 1.980},
                                            {1000000U, 1.960}})
        CHECK(game::tournament::t_quantile(freedom) == doctest::Approx(quantile).epsilon(0.0015));
}
