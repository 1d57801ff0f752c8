#include "game/play/service_notices.h"

#include <chrono>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using game::watchdog_interval;

TEST_CASE("the watchdog is fed twice as often as it wants, if it means us") {
    CHECK(watchdog_interval("3000000", nullptr, 7) == 1500ms);
    CHECK(watchdog_interval("3000000", "7", 7) == 1500ms);
    CHECK(watchdog_interval("1", "7", 7) == 500ns);
    CHECK_FALSE(watchdog_interval("3000000", "8", 7).has_value());
    CHECK_FALSE(watchdog_interval("3000000", "", 7).has_value());
    CHECK_FALSE(watchdog_interval(nullptr, nullptr, 7).has_value());
    for (const char* const bad : {"", "0", "-1", "x", "1e300", "nan"})
        CHECK_FALSE(watchdog_interval(bad, nullptr, 7).has_value());
    CHECK(watchdog_interval("8000000000000000", nullptr, 7) == 30min);
}
