/// Seeds that are made from a seed, and do not reveal it.
#pragma once

#include <cstdint>

namespace common {

/// A seed of 31 bits for number `number`: the same for the same `seed`, and otherwise as good as
/// random (SipHash-2-4 with the seed as its key). From some of these seeds, neither
/// `seed` nor the others can be computed.
std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t number);

}  // namespace common
