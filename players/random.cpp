#include "players/random.h"

#include <array>

namespace players {

namespace {

std::mt19937_64 generator(std::uint64_t seed, std::uint64_t stream) {
    const auto low = [](std::uint64_t number) { return static_cast<std::uint32_t>(number); };
    const auto high = [](std::uint64_t number) {
        return static_cast<std::uint32_t>(number >> 32U);
    };
    std::seed_seq sequence = {low(seed), high(seed), low(stream), high(stream)};
    return std::mt19937_64(sequence);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) : generator_(generator(seed, stream)) {}

double Random::below(double limit) {
    constexpr double unit = 0x1p-53;  // a double holds 53 bits exactly
    return static_cast<double>(generator_() >> 11U) * unit * limit;
}

common::Direction Random::direction() {
    using common::Direction;
    constexpr std::array directions = {Direction::north, Direction::east, Direction::south,
                                       Direction::west};
    return directions[generator_() >> 62U];
}

std::uint64_t fresh_seed() {
    std::random_device device;
    const std::uint64_t high = device();
    return high << 32U | device();
}

}  // namespace players
