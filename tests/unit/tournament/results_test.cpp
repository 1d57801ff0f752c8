// The lines of a file of results.

#include "game/tournament/results.h"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace game;
using namespace game::tournament;
using namespace std::chrono_literals;

namespace {

const std::vector<TournamentPlayer> players = {{"z\"oe", {"./zoe", "ü"}, {{"A", "b"}}, "bots"},
                                               {"ben", {"./ben"}, {}, ""}};

TournamentSettings settings() {
    TournamentSettings settings;
    settings.players = players;
    return settings;
}

std::string problem_of(std::string_view line) {
    const auto parsed = parse_result(line, players);
    const auto* const bad = std::get_if<BadResult>(&parsed);
    return bad == nullptr ? "" : bad->what;
}

}  // namespace

TEST_SUITE("tournament results") {
    TEST_CASE("a result is read as it was written") {
        MatchResult result{17, 9007199254740991, false, "one \"left\"", 40, {}};
        result.players = {{1, 1, "14.5", 0, false, 38, 81ms}, {0, 2, "9", 2, true, 3, 1us}};
        const std::string line = format_result(result, players);
        CHECK(
            line ==
            R"({"match":17,"seed":9007199254740991,"reason":"one \"left\"","turns":40,"players":[)"
            R"({"name":"ben","rank":1,"score":14.5,"late":0,"crashed":false,"answers":38,"seconds":0.081000},)"
            R"({"name":"z\"oe","rank":2,"score":9,"late":2,"crashed":true,"answers":3,"seconds":0.000001}]})");
        const auto parsed = parse_result(line, players);
        REQUIRE(std::holds_alternative<MatchResult>(parsed));
        CHECK(format_result(std::get<MatchResult>(parsed), players) == line);
    }

    TEST_CASE("a void match has no ranks") {
        MatchResult result{3, 5, true, "the referee", 0, {{0}, {1}}};
        const std::string line = format_result(result, players);
        CHECK(line.find("rank") == std::string::npos);
        const auto parsed = parse_result(line, players);
        REQUIRE(std::holds_alternative<MatchResult>(parsed));
        CHECK(std::get<MatchResult>(parsed).is_void);
        CHECK(std::get<MatchResult>(parsed).players.size() == 2);
    }

    TEST_CASE("what is no result is refused, and why") {
        CHECK_FALSE(problem_of("{").empty());
        CHECK(problem_of("3") == "must be an object");
        CHECK(problem_of("{}") == "/match: is missing");
        CHECK(problem_of(R"({"match":-1})") == "/match: must be a whole number");
        CHECK(problem_of(R"({"match":1,"seed":1,"reason":1})") == "/reason: must be a string");
        CHECK(
            problem_of(R"({"match":1,"seed":1,"reason":"","turns":0,"players":[{"name":"cy"}]})") ==
            "/name: no player has this name");
        CHECK(
            problem_of(
                R"({"match":1,"seed":1,"reason":"","turns":0,"players":[{"name":"ben","rank":0}]})") ==
            "/rank: must not be 0");
        CHECK(problem_of(
                  R"({"match":1,"seed":1,"reason":"","turns":0,"players":[{"name":"ben","rank":1,
            "score":0,"late":0,"crashed":false,"answers":0,"seconds":-1}]})") ==
              "/seconds: is not between 0 and 1e9");
    }

    TEST_CASE("what makes a tournament the same one is in its first line") {
        MatchSettings match;
        match.rules = "snake";
        match.settings = R"({"b":1,"a":2})";
        const std::string line = describe_tournament(settings(), match, 7);
        CHECK(seed_of(line) == 7);
        CHECK_FALSE(find_difference(line, line));
        MatchSettings same = match;
        same.settings = R"({"a":2,"b":1})";
        CHECK_FALSE(find_difference(line, describe_tournament(settings(), same, 7)));
        CHECK(find_difference(line, describe_tournament(settings(), match, 8)).value() ==
              "/seed is 7, not 8");
        MatchSettings other = match;
        other.turn_limit = 1s;
        CHECK(find_difference(line, describe_tournament(settings(), other, 7)).value() ==
              "/match/turn_limit is 0.5, not 1");
        TournamentSettings changed = settings();
        changed.players[1].command.emplace_back("-x");
        CHECK(find_difference(line, describe_tournament(changed, match, 7)).value() ==
              R"(/players/1/command is ["./ben"], not ["./ben","-x"])");
        CHECK(find_difference("3", line));
        CHECK_FALSE(seed_of("{\"seed\":3}"));
        CHECK_FALSE(seed_of(""));
    }
}
