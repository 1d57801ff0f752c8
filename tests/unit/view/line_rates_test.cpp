#include "game/view/line_rates.h"

#include <doctest/doctest.h>

using game::view::LineRates;
using namespace std::chrono_literals;

TEST_CASE("lines are counted in spans of time") {
    LineRates rates;
    for (int i = 0; i < 40; ++i)
        rates.add(i * 100ms);
    CHECK(rates.count(0s, 4s) == doctest::Approx(40));
    CHECK(rates.count(1s, 2s) == doctest::Approx(10));
    CHECK(rates.count(4s, 9s) == doctest::Approx(0));
}

TEST_CASE("a long run has longer spans, and no line is lost") {
    LineRates rates(16);
    for (int i = 0; i < 1000; ++i)
        rates.add(i * 1s);
    CHECK(rates.count(0s, 2000s) == doctest::Approx(1000));
    CHECK(rates.count(100s, 600s) == doctest::Approx(500).epsilon(0.1));
}
