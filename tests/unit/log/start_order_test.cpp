#include "game/log/start_order.h"

#include "game/log/bad_line.h"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

using namespace game;

namespace {

/// Why `number` cannot start; empty if it can.
std::string refusal(StartOrder& order, std::uint64_t number) {
    try {
        order.start(number);
        return "";
    } catch (const BadLine& bad) {
        return bad.what();
    }
}

}  // namespace

TEST_CASE("the start order lets workers start late, each of them once") {
    StartOrder order;
    CHECK(refusal(order, 1).empty());
    CHECK(refusal(order, 1) == "/worker: 1 starts after 1");
    CHECK(refusal(order, 6).empty());
    CHECK(refusal(order, 4).empty());  // it divides the gap from 2 to 5
    CHECK(refusal(order, 4) == "/worker: 4 starts after 6");
    CHECK(refusal(order, 5).empty());
    CHECK(refusal(order, 2).empty());
    CHECK(refusal(order, 3).empty());
    CHECK(refusal(order, 3) == "/worker: 3 starts after 6");
    CHECK(refusal(order, 7).empty());
}

TEST_CASE(
    "the start order of a part has only the numbers of that part, without gaps between them") {
    StartOrder order(common::Part{2, 3});
    CHECK(order.part() == common::Part{2, 3});
    CHECK(refusal(order, 2).empty());
    CHECK(refusal(order, 4) == "/worker: 4 is not of part 2/3");
    CHECK(refusal(order, 8).empty());
    CHECK(refusal(order, 5).empty());
    CHECK(refusal(order, 5) == "/worker: 5 starts after 8");
}

TEST_CASE("the start order forgets the earliest gaps if there are very many") {
    constexpr std::uint64_t most_gaps = 100'000;
    StartOrder order;
    for (std::uint64_t i = 1; i <= most_gaps + 1; ++i)
        order.start(2 * i);
    CHECK(refusal(order, 1) == "/worker: 1 starts after 200002");
    CHECK(refusal(order, 3).empty());
}
