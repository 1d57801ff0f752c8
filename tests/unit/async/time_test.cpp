#include "common/async/time.h"

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;

TEST_CASE("later never goes past the last point in time") {
    constexpr TimePoint time(1h);
    CHECK(later(time, 1s) == TimePoint(1h + 1s));
    CHECK(later(time, -1s) == TimePoint(1h - 1s));
    CHECK(later(time, Duration::max()) == TimePoint::max());
    CHECK(later(time, TimePoint::max() - time) == TimePoint::max());
    CHECK(later(time, Duration::min()) < TimePoint());
}
