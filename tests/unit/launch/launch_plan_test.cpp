#include "game/launch/launch_plan.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <stdlib.h>

using namespace game;

namespace {

LaunchPlan plan_with(std::vector<std::pair<std::string, std::string>> environment,
                     LaunchSettings settings = {}) {
    Scenario scenario;
    Entry entry;
    entry.command = {"/bin/true"};
    entry.environment = std::move(environment);
    scenario.script.push_back(entry);
    return LaunchPlan(scenario, std::move(settings));
}

std::vector<std::string> values(const async::ProcessOptions& options, const std::string& name) {
    std::vector<std::string> found;
    for (const std::string& variable : options.environment) {
        if (variable.starts_with(name + '=')) found.push_back(variable.substr(name.size() + 1));
    }
    return found;
}

}  // namespace

TEST_CASE("an entry's variables replace ours, and the worker's number theirs") {
    ::setenv("LAUNCH_PLAN_TEST", "ours", 1);
    ::setenv("GAME_SEED", "another game's", 1);
    const LaunchPlan plan = plan_with({{"LAUNCH_PLAN_TEST", "theirs"}, {"GAME_WORKER", "?"}});
    const async::ProcessOptions options = plan.process(0, 12);
    using Words = std::vector<std::string>;
    CHECK(values(options, "LAUNCH_PLAN_TEST") == Words{"theirs"});
    CHECK(values(options, "GAME_WORKER") == Words{"12"});
    CHECK(values(options, "GAME_SEED").empty());
    CHECK(values(options, "PATH").size() == 1);
    ::unsetenv("LAUNCH_PLAN_TEST");
    ::unsetenv("GAME_SEED");
}

TEST_CASE("what the service manager tells us is not for workers, unless their entry says so") {
    for (const char* const name :
         {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"}) {
        CAPTURE(name);
        ::setenv(name, "ours", 1);
        CHECK(values(plan_with({}).process(0, 1), name).empty());
        using Words = std::vector<std::string>;
        CHECK(values(plan_with({{name, "theirs"}}).process(0, 1), name) == Words{"theirs"});
        ::unsetenv(name);
    }
}

TEST_CASE("very many variables take no time to speak of") {
    constexpr int count = 500'000;
    std::vector<std::pair<std::string, std::string>> environment;
    for (int i = 0; i < count; ++i)
        environment.emplace_back("V" + std::to_string(i), "1");
    const LaunchPlan plan = plan_with(std::move(environment));
    CHECK(plan.process(0, 1).environment.size() > count);
}
