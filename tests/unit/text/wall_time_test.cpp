#include "common/text/wall_time.h"

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using common::read_rfc3339;
using common::WallTime;

namespace {

std::string rfc3339(WallTime time) {
    std::string text;
    common::append_rfc3339(text, time);
    return text;
}

std::string local_time(WallTime time) {
    std::string text;
    common::append_local_time(text, time);
    return text;
}

/// The time zone of a test; afterwards it is the former one again.
class TimeZone {
  public:
    explicit TimeZone(const char* name) {
        const char* const variable = std::getenv("TZ");
        if (variable != nullptr) former_ = variable;
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;
    ~TimeZone() {
        if (former_.empty()) {
            ::unsetenv("TZ");
        } else {
            ::setenv("TZ", former_.c_str(), 1);
        }
        ::tzset();
    }

  private:
    std::string former_;
};

constexpr WallTime some_time{1795961002512ms};  // 2026-11-29T14:03:22.512Z

}  // namespace

TEST_CASE("a wall time is written and read in UTC, to the millisecond") {
    CHECK(rfc3339(some_time) == "2026-11-29T14:03:22.512Z");
    CHECK(rfc3339(WallTime(0ms)) == "1970-01-01T00:00:00.000Z");
    CHECK(rfc3339(WallTime(-1ms)) == "1969-12-31T23:59:59.999Z");
    for (const WallTime time : {some_time, WallTime(0ms), WallTime(-1ms), WallTime(951782400000ms)})
        CHECK(read_rfc3339(rfc3339(time)) == time);
}

TEST_CASE("a wall time is read with any fraction, and with an offset") {
    CHECK(read_rfc3339("2026-11-29T14:03:22.512Z") == some_time);
    CHECK(read_rfc3339("2026-11-29t15:33:22.5129999+01:30") == some_time);
    CHECK(read_rfc3339("2026-11-29 13:03:22.512-01:00") == some_time);
    CHECK(read_rfc3339("2026-11-29T14:03:22z") == some_time - 512ms);
    CHECK(read_rfc3339("2026-11-29T14:03:22.5Z") == some_time - 12ms);
    CHECK(read_rfc3339("2016-12-31T23:59:60Z") == read_rfc3339("2017-01-01T00:00:00Z"));
}

TEST_CASE("what is no wall time is not read") {
    const std::array<std::string_view, 18> bad = {"",
                                                  "now",
                                                  "2026-11-29",
                                                  "2026-11-29T14:03:22",
                                                  "2026-11-29T14:03:22.Z",
                                                  "2026-11-29T14:03:22.512",
                                                  "2026-11-29T14:03:22.512Zx",
                                                  "2026-13-29T14:03:22Z",
                                                  "2026-02-30T14:03:22Z",
                                                  "2026-11-00T14:03:22Z",
                                                  "2026-11-29T24:03:22Z",
                                                  "2026-11-29T14:60:22Z",
                                                  "2026-11-29T14:03:61Z",
                                                  "2026-11-29T14:03:22+24:00",
                                                  "2026-11-29T14:03:22+0100",
                                                  "2026-11-29T14:03:2201:00",
                                                  "26-11-29T14:03:22Z",
                                                  "2026-11-29T14:03:-1Z"};
    for (const std::string_view text : bad) {
        CAPTURE(text);
        CHECK_FALSE(read_rfc3339(text).has_value());
    }
}

TEST_CASE("a point in time is read in seconds or as in RFC 3339") {
    using common::read_point_in_time;
    CHECK(read_point_in_time("0") == WallTime());
    CHECK(read_point_in_time("1.5") == WallTime(1500ms));
    CHECK(read_point_in_time("1764423202.123456789") == WallTime(1'764'423'202'123ms));
    CHECK(read_point_in_time("1970-01-01T01:00:00+01:00") == WallTime());
    CHECK(read_point_in_time("2026-11-29T14:03:22.512Z") == some_time);
    CHECK(read_point_in_time("253402300799.999").has_value());
    for (const char* const bad :
         {"", "now", "-1", "+1", "1.", ".5", "1.5s", "1e9", "1,5", " 1", "1.5.5", "253402300800",
          "99999999999999999999", "2026-11-29T14:03:22"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_point_in_time(bad).has_value());
    }
}

TEST_CASE("a local time is that of the time zone, also when the clocks change") {
    {
        const TimeZone zone("UTC0");
        CHECK(local_time(some_time) == "14:03:22.512");
    }
    const TimeZone zone("CET-1CEST,M3.5.0,M10.5.0/3");
    CHECK(local_time(some_time) == "15:03:22.512");
    const WallTime change = *read_rfc3339("2026-10-25T01:00:00Z");
    CHECK(local_time(change - 1ms) == "02:59:59.999");
    CHECK(local_time(change) == "02:00:00.000");
}
