#include "common/seed.h"

#include <cstdint>
#include <set>

#include <doctest/doctest.h>

using common::derive_seed;

// The values come from an independent SipHash-2-4, in Python.
TEST_CASE("a derived seed is the same on every machine") {
    CHECK(derive_seed(7, 1) == 683517539);
    CHECK(derive_seed(0, 0) == 1550641733);
    CHECK(derive_seed(18446744073709551615U, 3) == 194360810);
}

TEST_CASE("derived seeds differ by number and by seed, and fit into an int of C") {
    std::set<std::uint64_t> seen;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (std::uint64_t number = 0; number < 10; ++number)
            seen.insert(derive_seed(seed, number));
    }
    CHECK(seen.size() == 1000);
    CHECK(*seen.rbegin() <= 0x7fffffff);
}
