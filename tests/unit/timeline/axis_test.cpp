#include "game/timeline/axis.h"

#include <doctest/doctest.h>

using game::make_axis;
using game::TimeAxis;
using namespace std::chrono_literals;

namespace {

std::string labels(const TimeAxis& axis) {
    std::string text;
    for (const TimeAxis::Tick& tick : axis.ticks) {
        if (!tick.label.empty()) text += (text.empty() ? "" : " ") + tick.label;
    }
    return text;
}

}  // namespace

TEST_CASE("two seconds have ticks at tenths") {
    const TimeAxis axis = make_axis(2s);
    CHECK(labels(axis) == "0 0.2 0.4 0.6 0.8 1 1.2 1.4 1.6 1.8 2");
    CHECK(axis.unit == "seconds");
}

TEST_CASE("a tick a second, as the clock's") {
    const TimeAxis axis = make_axis(9500ms);
    CHECK(labels(axis) == "0 1 2 3 4 5 6 7 8 9");
    CHECK(make_axis(59s).ticks.size() == 60);
    CHECK(labels(make_axis(59s)) == "0 5 10 15 20 25 30 35 40 45 50 55");
}

TEST_CASE("minutes and hours are counted as such") {
    CHECK(labels(make_axis(10min)) == "0:00 1:00 2:00 3:00 4:00 5:00 6:00 7:00 8:00 9:00 10:00");
    CHECK(make_axis(10min).unit == "minutes:seconds");
    CHECK(labels(make_axis(2h)) ==
          "0:00 0:10 0:20 0:30 0:40 0:50 1:00 1:10 1:20 1:30 1:40 1:50 2:00");
    CHECK(make_axis(2h).unit == "hours:minutes");
    CHECK(labels(make_axis(72h)) ==
          "0:00 6:00 12:00 18:00 24:00 30:00 36:00 42:00 48:00 54:00 "
          "60:00 66:00 72:00");
}

TEST_CASE("any length has some ticks and not too many") {
    for (async::Duration end = 1us; end < 1e9s; end = end * 3 / 2 + 1ns) {
        const TimeAxis axis = make_axis(end);
        CAPTURE(end.count());
        CHECK(axis.ticks.size() >= 2);
        CHECK(axis.ticks.size() <= 201);
        CHECK(axis.ticks.front().label[0] == '0');
        CHECK(axis.ticks.back().t <= end);
    }
}
