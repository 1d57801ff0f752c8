#include "game/commands/line_budget.h"

#include <chrono>

#include <doctest/doctest.h>

using game::LineBudget;
using namespace std::chrono_literals;

TEST_CASE("a line budget is full after so many lines, until the next tenth of a second") {
    LineBudget budget;
    for (std::uint64_t i = 0; i < LineBudget::most_lines; ++i)
        CHECK(budget.take(5s, 10));
    CHECK_FALSE(budget.take(5s, 10));
    CHECK_FALSE(budget.take(5s + 99ms, 10));
    CHECK(budget.take(5s + 100ms, 10));
}

TEST_CASE("long lines fill a line budget sooner, but for the first") {
    LineBudget budget;
    CHECK(budget.take(0s, 2 * LineBudget::most_bytes));
    CHECK_FALSE(budget.take(0s, 1));
    CHECK(budget.take(1s, 1));
}

TEST_CASE("a line budget counts real time") {
    LineBudget budget(10);
    CHECK(budget.take(0s, LineBudget::most_bytes));
    CHECK_FALSE(budget.take(999ms, 1));
    CHECK(budget.take(1s, 1));
}
