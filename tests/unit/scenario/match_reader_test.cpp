// The match of a scenario.

#include "game/match/match_problems.h"
#include "game/rules/rules.h"
#include "game/scenario/match.h"
#include "game/scenario/reader.h"
#include "players/predef.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using game::Scenario;
using Words = std::vector<std::string>;

namespace {

Scenario parsed_match(std::string_view text) {
    return std::get<Scenario>(game::parse_scenario("demo.json", text));
}

}  // namespace

TEST_CASE("what a match does not say has its default") {
    const Scenario scenario = parsed_match(
        R"({"match":{"rules":"snake"},"script":[{"command":["./zoe"]},{"predef":2}]})");
    REQUIRE(scenario.match);
    CHECK(scenario.match->rules == "snake");
    CHECK(scenario.match->mode == game::MatchMode::lockstep);
    CHECK(scenario.match->turn_limit == 500ms);
    CHECK(scenario.match->first_limit == 5s);
    CHECK(scenario.match->bank == 0s);
    CHECK_FALSE(scenario.match->strikes);
    CHECK_FALSE(scenario.match->turns);
    CHECK(scenario.match->tick == 200ms);
    CHECK(scenario.match->settings == "{}");
    CHECK(scenario.match->start.empty());
    CHECK(scenario.script[0].plays == Words{"zoe"});
    CHECK(scenario.script[0].hears_match);
    CHECK(scenario.script[1].plays == Words{"bill", "jane"});
    CHECK_FALSE(scenario.script[1].hears_match);
    CHECK(scenario.match_workers() == 2);
}

TEST_CASE("a long limit is also that of the first turn") {
    const Scenario scenario =
        parsed_match(R"({"match":{"rules":"snake","turn_limit":60},"script":[{"predef":1}]})");
    CHECK(scenario.match->first_limit == 60s);
}

TEST_CASE("a scenario can name all rules that are built in") {
    std::vector<std::string_view> names;
    for (const game::rules::RuleSet& rules : game::rules::rule_sets())
        names.push_back(rules.name);
    CHECK(names ==
          std::vector<std::string_view>(game::built_in_rules.begin(), game::built_in_rules.end()));
}

TEST_CASE("the players of a predef are those of the program players") {
    for (int number = players::first_predef; number <= players::last_predef; ++number) {
        Words names;
        for (const auto& player : players::predef(number))
            names.push_back(player.name);
        CHECK(game::predef_entry(number, ".").plays == names);
    }
}

TEST_CASE("settings and start state are checked by the rules, with their place") {
    const auto problems = [](const std::string& match) {
        return game::find_match_problems(parsed_match(
            R"({"match":)" + match + R"(,"script":[{"command":["./zoe"],"count":2}]})"));
    };
    CHECK(problems(R"({"rules":"snake","settings":{"width":0}})") ==
          Words{"demo.json: /match/settings/width: 0 is not between 1 and 100"});
    CHECK(problems(R"({"rules":"paint","settings":{"edge":"wall"}})").size() == 1);
    const Words start = problems(R"({"rules":"snake","start":{"turn":-1}})");
    REQUIRE_FALSE(start.empty());
    CHECK(start.front().starts_with("demo.json: /match/start"));
    CHECK(problems(R"({"rules":"snake","settings":{"width":1,"height":1}})").empty());  // void
    CHECK(problems(R"({"referee":["./kuhn"],"settings":{"width":0}})").empty());
}
