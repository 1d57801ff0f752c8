/// Random numbers that can be repeated.
#pragma once

#include "common/move.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace players {

/// One stream of random numbers. The same seed and stream give the same draws on every machine and
/// with every compiler: the standard fixes every bit of the generator and of `std::seed_seq`, and
/// what it leaves open, its distributions, is done here.
class Random {
  public:
    /// Streams of one seed are independent of each other.
    Random(std::uint64_t seed, std::uint64_t stream);

    /// A number drawn uniformly in [0, `limit`).
    double below(double limit);

    /// One of the four directions, drawn uniformly.
    common::Direction direction();

    /// One of `items`, which are not empty, drawn uniformly.
    template <class Item>
    const Item& one_of(const std::vector<Item>& items) {
        return items[static_cast<std::size_t>(below(static_cast<double>(items.size())))];
    }

  private:
    std::mt19937_64 generator_;
};

/// A seed that differs from run to run.
std::uint64_t fresh_seed();

}  // namespace players
