#include "game/match/thinking_times.h"

#include <chrono>

#include <doctest/doctest.h>

using namespace std::chrono_literals;

TEST_CASE("without answers there is no median and no maximum") {
    const game::ThinkingTimes times;
    CHECK_FALSE(times.median());
    CHECK_FALSE(times.maximum());
}

TEST_CASE("the median is exact for few answers, and the maximum for all") {
    game::ThinkingTimes times;
    for (const auto time : {5ms, 1ms, 9ms})
        times.add(time);
    CHECK(times.median() == 5ms);
    CHECK(times.maximum() == 9ms);
    times.add(20ms);
    CHECK(times.median() == 5ms);
    CHECK(times.maximum() == 20ms);
}

TEST_CASE("of a million answers an even sample is kept") {
    game::ThinkingTimes times;
    for (int i = 0; i < 1'000'000; ++i)
        times.add(std::chrono::microseconds(i));
    REQUIRE(times.median());
    CHECK(*times.median() > 495ms);
    CHECK(*times.median() < 505ms);
    CHECK(times.maximum() == 999'999us);
}
