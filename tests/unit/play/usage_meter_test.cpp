#include "game/play/usage_meter.h"

#include <array>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

using namespace std::chrono_literals;

TEST_SUITE("usage meter") {
    TEST_CASE("the fields of /proc/PID/stat, whatever the name") {
        const std::string numbers =
            "S 1 2 3 4 5 6 7 8 9 10 700 30 13 14 15 16 17 18 19 20 4096 22 23\n";
        for (const char* name : {"sleep", "a b", "x) R 1 (y", ""}) {
            const auto usage = game::read_usage("17 (" + std::string(name) + ") " + numbers);
            REQUIRE(usage);
            CHECK(usage->processor_ticks == 730);
            CHECK(usage->memory_pages == 4096);
        }
        CHECK_FALSE(game::read_usage(""));
        CHECK_FALSE(game::read_usage("17 (x"));
        CHECK_FALSE(game::read_usage("17 (x) S 1 2 3"));
        CHECK_FALSE(
            game::read_usage("17 (x) S 1 2 3 4 5 6 7 8 9 10 a b 13 14 15 16 17 18 19 20 c"));
    }

    TEST_CASE("a process that lives is measured, others are left out") {
        game::UsageMeter meter;
        const std::array<game::UsageMeter::Process, 2> processes = {{{3, ::getpid()}, {4, -1}}};
        const async::TimePoint now{1s};
        const auto first = meter.measure(processes, now);
        REQUIRE(first.size() == 1);
        CHECK(first.front().worker == 3);
        CHECK(first.front().memory_bytes > 0);
        CHECK(first.front().processor_percent == 0);
        CHECK(meter.measure(processes, now + 1s).front().processor_percent >= 0);
        CHECK(meter.measure({}, now + 2s).empty());
    }
}

}  // namespace tests
