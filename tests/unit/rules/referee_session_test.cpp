// Messages of a referee program, and the answers of the built-in rules.

#include "game/rules/referee_session.h"

#include <string>

#include <doctest/doctest.h>

using game::rules::find_rule_set;
using game::rules::InvalidMessage;
using game::rules::RefereeSession;

namespace {

const std::string start =
    R"({"type":"start","protocol":1,"seed":7,"players":["a","b"],)"
    R"("settings":{"food_chance":0,"minimum_food":0},"start":{"turn":2,"width":3,"height":3,)"
    R"("snakes":[{"name":"a","health":9,"body":[[0,0]]},{"name":"b","health":8,"body":[[2,0]]}]}})";

/// What is wrong with the last of these messages; the others are good.
std::string problem(const std::string& message, const std::string& before = "") {
    RefereeSession session(*find_rule_set("snake"));
    if (!before.empty()) session.answer(before);
    try {
        session.answer(message);
    } catch (const InvalidMessage& invalid) {
        return invalid.what();
    }
    return "";
}

std::string with(const std::string& members) {
    return R"({"type":"start","protocol":1,)" + members + "}";
}

}  // namespace

TEST_CASE("a referee asks, plays and ends") {
    RefereeSession session(*find_rule_set("snake"));
    CHECK(session.answer(start) ==
          R"({"type":"turn","turn":3,"ask":["a","b"],"state":{"turn":2,"width":3,"height":3,)"
          R"("food":[],"hazards":[],"snakes":[{"name":"a","health":9,"body":[[0,0]]},)"
          R"({"name":"b","health":8,"body":[[2,0]]}]},"rows":["...","...","A.B"],"events":[]})"
          "\n");
    CHECK(session.answer(R"({"type":"moves","turn":3,"moves":{"a":{"status":"ok","move":"N",)"
                         R"("seconds":0.1},"b":{"status":"ok","move":"x"},"c":{"move":"N"}}})") ==
          R"({"type":"turn","turn":4,"ask":["a","b"],"state":{"turn":3,"width":3,"height":3,)"
          R"("food":[],"hazards":[],"snakes":[{"name":"a","health":8,"body":[[0,1]]},)"
          R"({"name":"b","health":7,"body":[[2,1]]}]},"rows":["...","A.B","..."],)"
          R"("events":[{"player":"b","illegal":"must be N, E, S or W"}]})"
          "\n");
    CHECK(session.answer(R"({"type":"moves","turn":4,"moves":{"b":{"status":"ok","move":"E"}}})") ==
          R"({"type":"end","turn":4,"reason":"one left","state":{"turn":4,"width":3,"height":3,)"
          R"("food":[],"hazards":[],"snakes":[{"name":"a","health":7,"body":[[0,2]]},)"
          R"({"name":"b","health":6,"body":[[3,1]],"out":{"cause":"wall-collision","turn":4}}]},)"
          R"("rows":["A..","...","..."],"events":[{"player":"b","cause":"wall-collision"}],)"
          R"("ranks":[{"player":"a","rank":1,"score":1},{"player":"b","rank":2,"score":1}]})"
          "\n");
    CHECK_THROWS_WITH_AS(session.answer(R"({"type":"moves","turn":5,"moves":{}})"),
                         "the match is over", InvalidMessage);
}

TEST_CASE("a start begins a new match at any time") {
    RefereeSession session(*find_rule_set("snake"));
    const std::string first = session.answer(start);
    session.answer(R"({"type":"moves","turn":3,"moves":{}})");
    CHECK(session.answer(start) == first);
}

TEST_CASE("in ticks players leave before a turn and join after it") {
    RefereeSession session(*find_rule_set("paint"));
    session.answer(with(R"("seed":1,"players":["a"],"mode":"ticks")"));
    const std::string answer =
        session.answer(R"({"type":"moves","turn":1,"moves":{},"joined":["b","c"],"left":["a"]})");
    CHECK(answer.find(R"("ask":["b","c"])") != std::string::npos);
}

TEST_CASE("a message that is not allowed says where and why") {
    CHECK(problem("") == "column 1: expected a list or an object, found the end of the text");
    CHECK(problem("[]") == "must be an object, not a list");
    CHECK(problem("{}") == "needs \"type\"");
    CHECK(problem(R"({"type":"stop"})") == "/type: must be \"start\" or \"moves\"");
    CHECK(problem(R"({"type":"moves","turn":1,"moves":{}})") ==
          "the first message must be \"start\"");
    CHECK(problem(R"({"type":"start","protocol":2})") == "/protocol: 2 is not between 1 and 1");
    CHECK(problem(with(R"("seed":-1,"players":[])")) ==
          "/seed: must be a whole number, 0 to 2^64 - 1");
    CHECK(problem(with(R"("seed":1,"seed":1,"players":[])")) == "/seed: duplicate key");
    CHECK(problem(with(R"("seed":1,"players":["a","a"])")) ==
          "/players/1: this name is there already");
    CHECK(problem(with(R"("seed":1,"players":{})")) == "/players: must be a list, not an object");
    CHECK(problem(with(R"("seed":1,"players":["a"],"mode":"race")")) ==
          "/mode: must be one of lockstep, ticks, not \"race\"");
    CHECK(problem(with(R"("seed":1,"players":["a"],"turns":0)")) ==
          "/turns: 0 is not between 1 and 1000000000");
    CHECK(problem(with(R"("seed":1,"players":["a"],"settings":{"width":0,"height":0})")) ==
          "/settings/width: 0 is not between 1 and 100 (and 1 more)");
    CHECK(problem(R"({"type":"moves","turn":2,"moves":{}})", start) ==
          "/turn: 2 is not the open turn, 3");
    CHECK(problem(R"({"type":"moves","turn":3})", start) == "needs \"moves\"");
    CHECK(problem(R"({"type":"moves","turn":3,"moves":{"a":"N"}})", start) ==
          "/moves/a: must be an object, not a string");
    CHECK(problem(R"({"type":"moves","turn":3,"moves":{"a":{"status":"good"}}})", start) ==
          "/moves/a/status: must be one of ok, late, missing, illegal, out");
    CHECK(problem(R"({"type":"moves","turn":3,"moves":{"a":{"move":1}}})", start) ==
          "/moves/a/move: must be a string, not a number");
    CHECK(problem(R"({"type":"moves","turn":3,"moves":{"a":{"status":"out","by":"\n"}}})", start) ==
          "/moves/a/by: must have at most 80 bytes and no control characters");
    CHECK(problem(R"({"type":"moves","turn":3,"moves":{},"joined":["c"]})", start) ==
          "/joined: nobody can join in lockstep");
}

TEST_CASE("a seed may be any 64-bit number, and null stands for what is left out") {
    RefereeSession session(*find_rule_set("snake"));
    CHECK(session
              .answer(with(R"("seed":18446744073709551615,"players":["a"],"settings":null,)"
                           R"("start":null,"turns":null,"mode":null)"))
              .starts_with(R"({"type":"turn","turn":1,"ask":["a"])"));
}
