// A match of snake: its settings and start states, the players who are asked, its end and ranks,
// and players who join and leave in ticks.

#include "tests/unit/rules/match_helpers.h"

#include <string>

#include <doctest/doctest.h>

using game::rules::Mode;
using tests::asked;
using tests::events;
using tests::make;
using tests::MatchText;
using tests::Names;
using tests::play;
using tests::problems;
using tests::ranks;
using tests::rows;
using tests::state;

namespace {

Names settings_problems(const std::string& settings) {
    MatchText text;
    text.settings = settings;
    return problems(text);
}

Names start_problems(const std::string& start, const std::string& settings = "{}") {
    MatchText text;
    text.settings = settings;
    text.start = start;
    text.players = {"a", "b"};
    return problems(text);
}

/// No food, which would make lengths a matter of luck.
const std::string no_food = R"("food_chance":0,"minimum_food":0)";

MatchText match_at(const std::string& snakes, const Names& players) {
    MatchText text;
    text.settings = "{" + no_food + "}";
    text.start = R"({"turn":4,"width":5,"height":5,"snakes":[)" + snakes + "]}";
    text.players = players;
    return text;
}

}  // namespace

TEST_CASE("snake: settings are complete with defaults") {
    std::string text;
    make({})->append_settings(text);
    CHECK(text == R"({"variant":"standard","width":11,"height":11,"food_chance":15,)"
                  R"("minimum_food":1,"hazard_damage":14,"shrink_every":25,"respawn":10})");
    MatchText given;
    given.settings =
        R"({"respawn":null,"variant":"wrapped_constrictor","width":7.0,"hazard_damage":-5})";
    text.clear();
    make(given)->append_settings(text);
    CHECK(text == R"({"variant":"wrapped_constrictor","width":7,"height":11,"food_chance":15,)"
                  R"("minimum_food":1,"hazard_damage":-5,"shrink_every":25,"respawn":null})");
}

TEST_CASE("snake: each bad setting has its place") {
    CHECK(settings_problems("[]") == Names{"/settings: must be an object, not a list"});
    CHECK(settings_problems(R"({"width":0,"height":101})") ==
          Names{"/settings/width: 0 is not between 1 and 100",
                "/settings/height: 101 is not between 1 and 100"});
    CHECK(settings_problems(R"({"food_chance":-1,"minimum_food":10001})") ==
          Names{"/settings/food_chance: -1 is not between 0 and 100",
                "/settings/minimum_food: 10001 is not between 0 and 10000"});
    CHECK(settings_problems(R"({"hazard_damage":101,"shrink_every":0,"respawn":-1})") ==
          Names{"/settings/hazard_damage: 101 is not between -100 and 100",
                "/settings/shrink_every: 0 is not between 1 and 1000000",
                "/settings/respawn: -1 is not between 0 and 1000000"});
    CHECK(settings_problems(R"({"variant":"solitaire"})") ==
          Names{"/settings/variant: must be one of standard, solo, wrapped, constrictor, "
                "wrapped_constrictor, royale, not \"solitaire\""});
    CHECK(settings_problems(R"({"variant":1,"width":"7","height":1.5,"respawn":[]})") ==
          Names{"/settings/variant: must be a string, not a number",
                "/settings/width: must be a whole number, not a string",
                "/settings/height: 1.5 is not a whole number",
                "/settings/respawn: must be a whole number, not a list"});
    const Names unknown = settings_problems(R"({"widht":7})");
    REQUIRE(unknown.size() == 1);
    CHECK(unknown[0].starts_with("/settings/widht: unknown key; the keys are variant, width"));
}

TEST_CASE("snake: each fault of a start state has its place") {
    CHECK(start_problems("7") == Names{"/start: must be an object, not a number"});
    CHECK(start_problems(R"({"turn":-1,"food":{},"hazards":[[1]],"snakes":[1]})") ==
          Names{"/start/turn: -1 is not between 0 and 1000000000",
                "/start/food: must be a list, not an object",
                "/start/hazards/0: must be [x, y], not a list of 1",
                "/start/snakes/0: must be an object, not a number"});
    CHECK(start_problems(R"({"food":[[0,13],["1",0]]})") ==
          Names{"/start/food/0/1: 13 is not between -1 and 11",
                "/start/food/1/0: must be a whole number, not a string"});
    CHECK(start_problems(R"({"width":7,"height":9})", R"({"width":11})") ==
          Names{"/start/width: 7 is not the width of the settings, 11"});
    CHECK(
        start_problems(R"({"snakes":[{"health":101,"body":[]},{"name":"a b","body":[[1,1]]}]})") ==
        Names{"/start/snakes/0: needs \"name\"",
              "/start/snakes/0/health: 101 is not between 0 and 100",
              "/start/snakes/0/body: must not be empty",
              "/start/snakes/1/name: must be 1 to 64 bytes without white space and control "
              "characters"});
    CHECK(start_problems(R"({"snakes":[{"name":"a","body":[[1,1]]},{"name":"a"},
                             {"name":"x","body":[[2,2]]}]})") ==
          Names{"/start/snakes/1/name: this name is there already",
                "/start/snakes/1: needs \"body\"",
                "/start/snakes/2/name: no player has this name"});
    CHECK(start_problems(R"({"turn":3,"snakes":[{"name":"x","body":[[1,1]],
                             "out":{"cause":"","turn":4}}]})") ==
          Names{"/start/snakes/0/out: needs a \"cause\"",
                "/start/snakes/0/out/turn: 4 is after the state's turn, 3"});
    CHECK(start_problems(R"({"snakes":[{"name":"x","body":[[1,1]],"out":{"cause":"hazard"}}]})") ==
          Names{"/start/snakes/0/out: needs \"turn\""});
    CHECK(start_problems(R"({"foods":[]})")[0].starts_with("/start/foods: unknown key"));
}

TEST_CASE("snake: the board is too small") {
    MatchText text;
    text.settings = R"({"width":9,"height":1})";
    text.players = {"a", "b", "c", "d", "e"};
    CHECK(problems(text) == Names{"/settings/height: 1 is too small for 5 players"});
}

TEST_CASE("snake: players whom the start state does not have join it") {
    MatchText text = match_at(R"({"name":"ben","health":90,"body":[[1,1],[1,0]]})", {"zoe", "ben"});
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(asked(*rules) == Names{"ben", "zoe"});
    CHECK(rules->turn() == 4);
}

TEST_CASE("snake: a state is written as it was read") {
    const std::string text =
        R"({"turn":4,"width":5,"height":4,"food":[[0,0],[0,0]],"hazards":[[-1,2]],"snakes":[)"
        R"({"name":"a","health":90,"body":[[1,1],[1,0],[1,0]]},{"name":"b","health":9,)"
        R"("body":[[3,3]]},{"name":"c","health":-1,"body":[[6,3]],"out":{"cause":"hazard",)"
        R"("by":"b","turn":2}}]})";
    MatchText match;
    match.start = text;
    match.players = {"a", "b"};
    const auto rules = make(match);
    REQUIRE(rules);
    CHECK(state(*rules) == text);
    CHECK(rows(*rules) == R"(["...B.",".....",".A...","*a..."])");
}

TEST_CASE("snake: the last that lives has won, and ties are draws") {
    const std::string four =
        R"({"name":"a","body":[[0,0],[1,0]]},{"name":"b","body":[[0,4],[1,4]]},)"
        R"({"name":"c","body":[[2,2],[2,1],[2,0]]},{"name":"d","body":[[4,2],[4,1]]})";
    const auto rules = make(match_at(four, {"a", "b", "c", "d"}));
    REQUIRE(rules);
    CHECK(asked(*rules) == Names{"a", "b", "c", "d"});
    CHECK_FALSE(rules->end_reason());
    play(*rules, {{"a", "S"}, {"b", "N"}, {"nobody", "N"}});
    CHECK(rules->turn() == 5);
    CHECK(events(*rules) == Names{"a wall-collision", "b wall-collision"});
    CHECK(asked(*rules) == Names{"c", "d"});
    CHECK(ranks(*rules) == "1. c 3, 1. d 2, 3. a 2, 3. b 2");
    play(*rules, {{"c", "N"}, {"d", "E"}});
    CHECK(events(*rules) == Names{"d wall-collision"});
    REQUIRE(rules->end_reason());
    CHECK(*rules->end_reason() == "one left");
    CHECK(ranks(*rules) == "1. c 3, 2. d 2, 3. a 2, 3. b 2");
}

TEST_CASE("snake: none left, and the last turn") {
    MatchText both = match_at(
        R"({"name":"a","body":[[0,0],[1,0]]},{"name":"b","body":[[0,4],[1,4]]})", {"a", "b"});
    auto rules = make(both);
    play(*rules);
    CHECK(*rules->end_reason() == "none left");
    CHECK(ranks(*rules) == "1. a 2, 1. b 2");
    both.turns = 2;  // after the start state
    rules = make(both);
    for (const auto& step : {std::pair("N", "S"), std::pair("E", "E")}) {
        CHECK_FALSE(rules->end_reason());
        play(*rules, {{"a", step.first}, {"b", step.second}});
    }
    CHECK(*rules->end_reason() == "last turn");
}

TEST_CASE("snake: a player who is out takes no further part, and that is no event") {
    const std::string three =
        R"({"name":"a","body":[[1,1],[1,0]]},{"name":"b","body":[[3,1],[3,0]]},)"
        R"({"name":"c","body":[[0,2],[1,2]]})";
    const auto rules = make(match_at(three, {"a", "b", "c"}));
    std::vector<game::rules::PlayerMove> moves(2);
    moves[0].player = "c";
    moves[0].is_out = true;
    moves[0].cause = "crashed";
    moves[0].by = "SIGSEGV";
    moves[1].player = "a";
    moves[1].move = "N";
    rules->play(moves);
    CHECK(events(*rules).empty());
    CHECK(asked(*rules) == Names{"a", "b"});
    CHECK(state(*rules).find(R"("out":{"cause":"crashed","by":"SIGSEGV","turn":5})") !=
          std::string::npos);
    CHECK(ranks(*rules) == "1. a 2, 1. b 2, 3. c 2");
}

TEST_CASE("snake: a move that is none is reported, and the snake goes straight on") {
    const std::string two =
        R"({"name":"a","body":[[1,1],[1,0]]},{"name":"b","body":[[3,1],[3,0]]})";
    const auto rules = make(match_at(two, {"a", "b"}));
    play(*rules, {{"a", "north"}, {"b", ""}});
    CHECK(events(*rules) == Names{"a must be N, E, S or W"});
    CHECK(rows(*rules) == R"([".....",".....",".A.B.",".a.b.","....."])");
}

TEST_CASE("snake: letters of rows begin again after the 26th, and food hides hazards") {
    MatchText text;
    text.start = R"({"width":28,"height":1,"hazards":[[27,0],[26,0]],"food":[[27,0]],"snakes":[)";
    text.players.clear();
    for (int i = 0; i < 28; ++i) {
        const std::string name = "s" + std::to_string(i);
        if (i < 26)
            text.start += R"({"name":")" + name + R"(","body":[[)" + std::to_string(i) + ",0]]},";
        if (i < 26) text.players.push_back(name);
    }
    text.start.back() = ']';
    text.start += "}";
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(rows(*rules) == R"(["ABCDEFGHIJKLMNOPQRSTUVWXYZ#*"])");
}

TEST_CASE("snake in ticks: players join, wait for room and leave; nobody wins") {
    MatchText text;
    text.settings = R"({"width":1,"height":3,)" + no_food + "}";
    text.players = {};
    text.mode = Mode::ticks;
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(asked(*rules).empty());
    CHECK_FALSE(rules->end_reason());
    CHECK_FALSE(rules->join("a"));
    CHECK_FALSE(rules->join("b"));
    CHECK_FALSE(rules->join("c"));  // squares 0 and 2 have x + y even
    CHECK(asked(*rules) == Names{"a", "b"});
    CHECK(rules->join("c") == "c is there already");
    CHECK(rules->join("a") == "a is there already");
    rules->leave("a");
    rules->leave("nobody");
    CHECK(asked(*rules) == Names{"b"});
    play(*rules, {{"b", "E"}});
    CHECK(events(*rules) == Names{"b wall-collision"});
    CHECK(asked(*rules) == Names{"c"});
    CHECK_FALSE(rules->end_reason());
    CHECK(ranks(*rules) == "1. a 3, 1. b 3, 1. c 3");
}

TEST_CASE("snake in ticks: a player who is out comes back with a move, after some turns") {
    MatchText text;
    text.settings = R"({"width":5,"height":5,"respawn":3,)" + no_food + "}";
    text.players = {"a"};
    text.start = R"({"snakes":[{"name":"a","body":[[0,0],[1,0],[2,0],[3,0]]}]})";
    text.mode = Mode::ticks;
    auto rules = make(text);
    play(*rules, {{"a", "W"}});
    CHECK(events(*rules) == Names{"a wall-collision"});  // in turn 1
    CHECK(asked(*rules).empty());
    play(*rules, {{"a", "N"}});
    CHECK(asked(*rules).empty());
    play(*rules, {{"a", "N"}});
    CHECK(asked(*rules) == Names{"a"});  // its move counts in turn 4
    play(*rules);
    CHECK(state(*rules).find("out") != std::string::npos);
    play(*rules, {{"a", "up"}});
    CHECK(state(*rules).find("out") != std::string::npos);
    play(*rules, {{"a", "N"}});
    CHECK(state(*rules).find("out") == std::string::npos);
    CHECK(rules->turn() == 6);
    CHECK(ranks(*rules) == "1. a 4");
    text.settings = R"({"width":5,"height":5,"respawn":null,)" + no_food + "}";
    rules = make(text);
    play(*rules, {{"a", "W"}});
    for (int turn = 0; turn < 30; ++turn)
        play(*rules, {{"a", "N"}});
    CHECK(asked(*rules).empty());
}

TEST_CASE("snake in lockstep: nobody joins or leaves") {
    const auto rules = make({});
    CHECK(rules->join("amy") == "nobody can join in lockstep");
    rules->leave("zoe");
    CHECK(asked(*rules) == Names{"zoe", "ben"});
}

TEST_CASE("snake: the same seed and moves give the same match") {
    const auto match = [](std::uint64_t seed) {
        MatchText text;
        text.settings = R"({"variant":"royale","shrink_every":2})";
        text.players = {"a", "b", "c", "d"};
        text.seed = seed;
        const auto rules = make(text);
        std::string all = state(*rules);
        for (int turn = 0; turn < 40 && !rules->end_reason(); ++turn) {
            play(*rules, {{"a", turn % 2 == 0 ? "N" : "E"}, {"b", turn % 2 == 0 ? "S" : "W"}});
            all += state(*rules);
        }
        return all;
    };
    CHECK(match(5) == match(5));
    CHECK(match(5) != match(6));
}
