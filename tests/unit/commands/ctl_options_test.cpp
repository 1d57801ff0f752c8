#include "game/commands/ctl_options.h"

#include <chrono>

#include <doctest/doctest.h>

namespace tests {

using namespace std::chrono_literals;

TEST_SUITE("ctl options") {
    TEST_CASE("without --timeout, only restart is waited for without a limit") {
        const game::CtlOptions options;
        CHECK(game::connect_timeout(options) == 10s);
        for (const char* const command : {"list", "status", "kill restart", "restarts", ""})
            CHECK(game::answer_timeout(options, command) == 10s);
        for (const char* const command : {"restart web", " restart 3"})
            CHECK(game::answer_timeout(options, command) == 0s);
    }

    TEST_CASE("--timeout is for every answer") {
        game::CtlOptions options;
        options.timeout = 2s;
        CHECK(game::connect_timeout(options) == 2s);
        CHECK(game::answer_timeout(options, "list") == 2s);
        CHECK(game::answer_timeout(options, "restart web") == 2s);
    }
}

}  // namespace tests
