/// Chance that is the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace common {

/// One stream of random numbers: SplitMix64. Nothing of it is left to the implementation, so the
/// same seed and stream give the same draws with every compiler.
class Draws {
  public:
    /// Streams of one seed are independent of each other. Their numbers are part of what a seed
    /// means: another number gives another match.
    Draws(std::uint64_t seed, std::uint64_t stream) : state_(mix(mix(seed + step) ^ stream)) {}

    /// A whole number in [0, `limit`), each with the same chance; `limit` is at least 1.
    std::size_t below(std::size_t limit) {
        const std::uint64_t range = limit;
        const std::uint64_t uneven = (0 - range) % range;  // 2^64 modulo the limit
        for (;;) {
            const std::uint64_t drawn = next();
            if (drawn >= uneven) return static_cast<std::size_t>(drawn % range);
        }
    }

  private:
    static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

    static std::uint64_t mix(std::uint64_t bits) {
        bits = (bits ^ bits >> 30U) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ bits >> 27U) * 0x94d049bb133111eb;
        return bits ^ bits >> 31U;
    }

    std::uint64_t next() { return mix(state_ += step); }

    std::uint64_t state_;
};

/// Puts `items` in a random order, each order with the same chance.
template <class Item>
void shuffle(std::vector<Item>& items, Draws& draws) {
    for (std::size_t left = items.size(); left > 1; --left)
        std::swap(items[left - 1], items[draws.below(left)]);
}

/// Takes a random one out of `items`, which are not empty; the order of the others changes.
template <class Item>
Item draw_one(std::vector<Item>& items, Draws& draws) {
    std::swap(items[draws.below(items.size())], items.back());
    Item drawn = std::move(items.back());
    items.pop_back();
    return drawn;
}

}  // namespace common
