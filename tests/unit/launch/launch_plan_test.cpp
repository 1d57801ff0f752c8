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

TEST_CASE("people have entries of their own, with the command of a seat") {
    LaunchSettings settings;
    settings.launcher = {"nice"};
    settings.seat = {"/bin/game", "--seat", "@here"};
    settings.key_player = "zoe";
    settings.key_seat = {"/bin/game", "--seat", "@keys"};
    settings.web_server = {"/bin/game-web"};
    LaunchPlan plan = plan_with({}, settings);
    const LaunchPlan of_fork_server = plan;
    using Words = std::vector<std::string>;

    const std::size_t ben = plan.add_person("ben");
    CHECK(plan.add_person("eve") != ben);
    CHECK(plan.add_person("ben") == ben);
    CHECK(plan.people() == 2);
    CHECK(plan.label(ben, 7) == "ps#7 (ben)");
    CHECK(plan.entry(ben).plays == Words{"ben"});
    CHECK(plan.entry(ben).hears_match);
    CHECK(plan.command(ben, 7) == settings.seat);
    CHECK(plan.command(0, 7) == Words{"nice", "/bin/true"});

    // It was forked before anybody joined.
    CHECK(of_fork_server.command(ben, 7) == settings.seat);
    CHECK(values(of_fork_server.process(ben, 7), "GAME_WORKER") == Words{"7"});

    CHECK(plan.entry(plan.key_player()).plays == Words{"zoe"});
    CHECK(plan.command(plan.key_player(), 1) == settings.key_seat);
    CHECK(plan.command(plan.web_server(), 0) == settings.web_server);
}
