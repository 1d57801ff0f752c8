// The rules paint: who owns a square, who joins and leaves, and how it ends.

#include "game/rules/paint.h"

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

/// Two players on a board of 4 x 2, `a` at the west of the south row and `b` at the east of it.
MatchText board() {
    MatchText text;
    text.rules = "paint";
    text.settings = R"({"width":4,"height":2})";
    text.start = R"({"turn":3,"width":4,"height":2,"cells":["....","a..b"],"players":[)"
                 R"({"name":"zoe","letter":"a","at":[0,0],"cells":1},)"
                 R"({"name":"ben","letter":"b","at":[3,0],"cells":1}]})";
    return text;
}

}  // namespace

TEST_CASE("paint: settings are complete with defaults, and bad ones have their place") {
    MatchText text;
    text.rules = "paint";
    std::string settings;
    make(text)->append_settings(settings);
    CHECK(settings == R"({"width":24,"height":12,"edges":"wrap"})");
    text.settings = R"({"width":201,"edges":"none","height":null})";
    CHECK(problems(text) == Names{"/settings/width: 201 is not between 1 and 200",
                                  "/settings/height: must be a whole number, not null",
                                  "/settings/edges: must be one of wrap, wall, not \"none\""});
}

TEST_CASE("paint: each fault of a start state has its place") {
    const auto start_problems = [](const std::string& start) {
        MatchText text = board();
        text.start = start;
        return problems(text);
    };
    CHECK(start_problems(R"({"cells":["...."]})") == Names{"/start/cells: must be 2 rows, not 1"});
    CHECK(start_problems(R"({"cells":["...","....."]})") ==
          Names{"/start/cells/0: must have 4 letters, not 3",
                "/start/cells/1: must have 4 letters, not 5"});
    CHECK(start_problems(R"({"cells":["....","..a."]})") ==
          Names{"/start/cells/1: has a letter that is neither . nor a player's"});
    CHECK(start_problems(R"({"players":[{"name":"zoe","letter":"a","at":[4,0]},
                             {"name":"ben","letter":"a","at":[0,0]},{"name":"x","letter":"."}]})") ==
          Names{"/start/players/0/at/0: 4 is not between 0 and 3",
                "/start/players/1/letter: this letter is there already",
                "/start/players/2/name: no player has this name",
                "/start/players/2/letter: must be one of a to z, A to Z, 0 to 9",
                "/start/players/2: needs \"at\""});
    CHECK(start_problems(R"({"players":[{"name":"zoe","letter":"a","at":[0,0],"cells":2}]})") ==
          Names{"/start/players/0/cells: 2 is not the number of its cells, 0"});
}

TEST_CASE("paint: a square entered by one is his, one entered by several keeps its owner") {
    const MatchText text = board();
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(state(*rules) == text.start);
    CHECK(rows(*rules) == R"(["....","@..@"])");
    play(*rules, {{"zoe", "W"}, {"ben", "W"}});  // over the edge, onto ben's; ben goes on
    CHECK(state(*rules) == R"({"turn":4,"width":4,"height":2,"cells":["....","a.ba"],"players":[)"
                           R"({"name":"zoe","letter":"a","at":[3,0],"cells":2},)"
                           R"({"name":"ben","letter":"b","at":[2,0],"cells":1}]})");
    play(*rules, {{"zoe", "N"}, {"ben", "N"}});
    play(*rules, {{"zoe", "W"}});  // ben stands there, and does not enter
    CHECK(state(*rules).find(R"(["..aa","a.ba"])") != std::string::npos);
    play(*rules, {{"zoe", "S"}, {"ben", "S"}});  // both: it stays ben's
    CHECK(state(*rules).find(R"(["..aa","a.ba"])") != std::string::npos);
    CHECK(ranks(*rules) == "1. zoe 4, 2. ben 1");
    CHECK(rules->turn() == 7);
}

TEST_CASE("paint: a step against a wall is no step") {
    MatchText text = board();
    text.settings = R"({"edges":"wall"})";
    const auto rules = make(text);
    play(*rules, {{"zoe", "W"}, {"ben", "up"}});
    CHECK(state(*rules).find(R"("cells":["....","a..b"])") != std::string::npos);
    CHECK(events(*rules) == Names{"ben must be N, E, S or W"});
}

TEST_CASE("paint: lockstep ends after 200 turns, or as many as are given, or with nobody left") {
    MatchText text = board();
    text.start = "";
    auto rules = make(text);
    for (int turn = 0; turn < 200; ++turn) {
        REQUIRE_FALSE(rules->end_reason());
        play(*rules, {{"zoe", "N"}});
    }
    CHECK(*rules->end_reason() == "last turn");
    text.turns = 1;
    rules = make(text);
    play(*rules);
    CHECK(*rules->end_reason() == "last turn");
    text.turns = 9;
    rules = make(text);
    std::vector<game::rules::PlayerMove> out(2);
    out[0].player = "zoe";
    out[1].player = "ben";
    out[0].is_out = out[1].is_out = true;
    rules->play(out);
    CHECK(*rules->end_reason() == "none left");
    CHECK(ranks(*rules) == "1. zoe 1, 1. ben 1");
}

TEST_CASE(
    "paint: squares of a player who has left stay, and a letter without square is used again") {
    MatchText text;
    text.rules = "paint";
    text.settings = R"({"width":2,"height":1})";
    text.players = {};
    text.mode = Mode::ticks;
    const auto rules = make(text);
    CHECK_FALSE(rules->join("zoe"));
    CHECK_FALSE(rules->join("ben"));
    CHECK(rules->join("ben") == "ben is there already");
    CHECK(asked(*rules) == Names{"zoe", "ben"});
    rules->leave("zoe");
    CHECK(asked(*rules) == Names{"ben"});
    CHECK(state(*rules).find(R"("left":true)") != std::string::npos);
    play(*rules, {{"ben", "E"}});
    CHECK(state(*rules).find("zoe") == std::string::npos);
    CHECK(ranks(*rules) == "1. ben 2, 2. zoe 0");
    CHECK_FALSE(rules->join("amy"));  // there is no square of nobody's
    CHECK(state(*rules).find(R"({"name":"amy","letter":"a","at")") != std::string::npos);
    CHECK(ranks(*rules) == "1. ben 1, 1. amy 1, 3. zoe 0");
    CHECK_FALSE(rules->end_reason());
}

TEST_CASE("paint: 62 players at most") {
    MatchText text;
    text.rules = "paint";
    text.mode = Mode::ticks;
    text.players.clear();
    for (int i = 0; i < 62; ++i)
        text.players.push_back("p" + std::to_string(i));
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(rules->join("late") == "all 62 letters of players are in use");
    text.players.push_back("late");
    CHECK(problems(text) == Names{"/players: at most 62 players can take part"});
}

TEST_CASE("paint: a start state can have a player who has left") {
    MatchText text = board();
    text.start = R"({"turn":3,"width":4,"height":2,"cells":["....","a..b"],"players":[)"
                 R"({"name":"amy","letter":"a","at":[1,1],"cells":1,"left":true},)"
                 R"({"name":"ben","letter":"b","at":[3,0],"cells":1}]})";
    text.players = {"ben"};
    const auto rules = make(text);
    REQUIRE(rules);
    CHECK(state(*rules) == text.start);
    CHECK(ranks(*rules) == "1. ben 1");
}
