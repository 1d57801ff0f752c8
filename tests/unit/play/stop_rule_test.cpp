#include "game/play/stop_rule.h"

#include "tests/unit/play/world.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

using game::ExitStatus;
using game::StopWhen;

game::LaunchPlan plan_of(std::vector<game::Entry> script) {
    game::Scenario scenario;
    scenario.script = std::move(script);
    return {scenario, {"players", {}, std::nullopt, std::nullopt}};
}

game::ExitEvent end_with(int code) {
    game::ExitEvent event;
    event.exit_code = code;
    event.failed = code != 0;
    return event;
}

std::optional<int> code_of_any(const game::ExitEvent& end) {
    const game::LaunchPlan plan = plan_of({named_entry("a")});
    return game::StopRule({StopWhen::Event::any_ends}, plan).ended(0, end);
}

}  // namespace

TEST_SUITE("stop rule") {
    TEST_CASE("all: no end stops the run") {
        const game::LaunchPlan plan = plan_of({named_entry("a")});
        game::StopRule rule({}, plan);
        CHECK_FALSE(rule.ended(0, end_with(3)));
        CHECK_FALSE(rule.dropped(0, 1));
    }

    TEST_CASE("any: the first end does, with its code as a shell has it") {
        CHECK(code_of_any(end_with(0)) == 0);
        CHECK(code_of_any(end_with(7)) == 7);
        game::ExitEvent event = end_with(0);
        event.failed = true;
        event.status = ExitStatus::signaled;
        event.signal = SIGSEGV;
        CHECK(code_of_any(event) == 128 + SIGSEGV);
        for (const ExitStatus status :
             {ExitStatus::timed_out, ExitStatus::cannot_start, ExitStatus::lost}) {
            event.status = status;
            CHECK(code_of_any(event) == 1);
        }
    }

    TEST_CASE("one that was stopped on request has not failed") {
        game::ExitEvent event = end_with(9);
        event.failed = false;
        CHECK(code_of_any(event) == 0);
    }

    TEST_CASE("a name: the last end of all its workers, with the code of the first that failed") {
        const game::LaunchPlan plan =
            plan_of({named_entry("a", 2), named_entry("b"), named_entry("a")});
        game::StopRule rule({StopWhen::Event::entry_ends, "a"}, plan);
        CHECK_FALSE(rule.ended(1, end_with(9)));
        CHECK_FALSE(rule.ended(0, end_with(0)));
        CHECK_FALSE(rule.ended(2, end_with(4)));
        CHECK(rule.ended(0, end_with(5)) == 4);
    }

    TEST_CASE("those that come or do not come after all are counted") {
        const game::LaunchPlan plan = plan_of({named_entry("a", 2), named_entry("b")});
        game::StopRule rule({StopWhen::Event::entry_ends, "a"}, plan);
        rule.expect(0);
        rule.expect(1);
        CHECK_FALSE(rule.ended(0, end_with(0)));
        CHECK_FALSE(rule.ended(0, end_with(0)));
        CHECK_FALSE(rule.dropped(1, 2));
        CHECK(rule.dropped(0, 1) == 0);
    }
}

}  // namespace tests
