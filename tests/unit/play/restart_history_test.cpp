#include "game/play/restart_history.h"

#include <chrono>

#include <doctest/doctest.h>

namespace tests {

namespace {

using namespace std::chrono_literals;
using game::RestartWhen;

game::Entry entry_restarted(RestartWhen when, async::Duration delay = 1s) {
    game::Entry entry;
    entry.restart = when;
    entry.restart_delay = delay;
    return entry;
}

}  // namespace

TEST_SUITE("restart history") {
    TEST_CASE("never, on failure, always") {
        game::RestartHistory history;
        CHECK_FALSE(history.restart(entry_restarted(RestartWhen::never), true, 0s));
        CHECK_FALSE(history.restart(entry_restarted(RestartWhen::on_failure), false, 0s));
        CHECK(history == game::RestartHistory());
        CHECK(history.restart(entry_restarted(RestartWhen::on_failure), true, 0s) == 1s);
        CHECK(history.restart(entry_restarted(RestartWhen::always), false, 0s) == 2s);
    }

    TEST_CASE("the delay doubles up to a minute") {
        game::RestartHistory history;
        const game::Entry entry = entry_restarted(RestartWhen::always);
        for (const async::Duration delay : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s})
            CHECK(history.restart(entry, true, 59s) == delay);
    }

    TEST_CASE("a run of a minute makes it the first one again") {
        game::RestartHistory history;
        const game::Entry entry = entry_restarted(RestartWhen::always, 500ms);
        CHECK(history.restart(entry, true, 0s) == 500ms);
        CHECK(history.restart(entry, true, 0s) == 1s);
        CHECK(history.restart(entry, true, 60s) == 500ms);
        CHECK(history.restart(entry, true, 0s) == 1s);
    }

    TEST_CASE("a longer delay stays as it is, and none stays none") {
        game::RestartHistory history;
        CHECK(history.restart(entry_restarted(RestartWhen::always, 90s), true, 0s) == 90s);
        CHECK(history.restart(entry_restarted(RestartWhen::always, 90s), true, 0s) == 90s);
        game::RestartHistory hasty;
        CHECK(hasty.restart(entry_restarted(RestartWhen::always, 0s), true, 0s) == 0s);
        CHECK(hasty.restart(entry_restarted(RestartWhen::always, 0s), true, 0s) == 0s);
    }

    TEST_CASE("max_restarts is of all restarts, however long the runs were") {
        game::RestartHistory history;
        game::Entry entry = entry_restarted(RestartWhen::always);
        entry.max_restarts = 2;
        CHECK(history.restart(entry, true, 0s));
        CHECK(history.restart(entry, true, 100s));
        CHECK_FALSE(history.restart(entry, true, 100s));
        entry.max_restarts = 0;
        game::RestartHistory none;
        CHECK_FALSE(none.restart(entry, true, 0s));
    }
}

}  // namespace tests
