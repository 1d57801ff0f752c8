#include "players/match_messages.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using players::Canvas;
using players::Hello;
using players::MatchRules;
using players::Message;
using players::read_message;
using players::SnakePosition;
using players::Square;
using players::Turn;

namespace {

Hello hello_with(const std::string& members) {
    const std::string line = R"({"type":"hello","protocol":1,"you":{"worker":3,"players":["zoe"],)"
                             R"("seed":5521})" +
                             members + "}";
    return std::get<Hello>(read_message(line, {}));
}

Turn turn_with(const std::string& state, const MatchRules& rules = {}) {
    const std::string line =
        R"({"type":"turn","turn":12,"ask":["zoe"],"limit":0.2,"last":[],"state":)" + state + "}";
    return std::get<Turn>(read_message(line, rules));
}

std::string complaint_about(const std::string& line) {
    try {
        read_message(line, {});
    } catch (const std::invalid_argument& problem) {
        return problem.what();
    }
    return "";
}

std::string complaint_about_state(const std::string& state) {
    return complaint_about(R"({"type":"turn","turn":1,"ask":["zoe"],"state":)" + state + "}");
}

}  // namespace

TEST_SUITE("match messages") {
    TEST_CASE("a hello says who plays, and with which seed") {
        const Hello hello = hello_with("");
        CHECK(hello.players == std::vector<std::string>{"zoe"});
        CHECK(hello.seed == 5521);
    }

    TEST_CASE("the settings say what the board is like") {
        const auto rules_of = [](const std::string& settings, const std::string& rules = "snake") {
            return hello_with(R"(,"rules":")" + rules + R"(","settings":)" + settings).rules;
        };
        CHECK_FALSE(rules_of(R"({"variant":"standard"})").wraps);
        CHECK(rules_of(R"({"variant":"wrapped"})").wraps);
        CHECK_FALSE(rules_of(R"({"variant":"wrapped"})").grows_always);
        CHECK(rules_of(R"({"variant":"wrapped_constrictor"})").wraps);
        CHECK(rules_of(R"({"variant":"wrapped_constrictor"})").grows_always);
        CHECK(rules_of(R"({"variant":"constrictor"})").grows_always);
        CHECK(rules_of(R"({"hazard_damage":-3})").hazard_damage == -3);
        CHECK(rules_of("{}").hazard_damage == 14);
        CHECK(rules_of("{}", "paint").wraps);
        CHECK_FALSE(rules_of(R"({"edges":"wall"})", "paint").wraps);
    }

    TEST_CASE("a turn of snake has the living snakes") {
        const Turn turn = turn_with(
            R"({"turn":12,"width":11,"height":7,"food":[[5,5]],"hazards":[[0,0],[0,1]],"snakes":[)"
            R"({"name":"ben","health":1,"body":[[1,1]],"out":{"cause":"hazard","turn":3}},)"
            R"({"name":"zoe","health":97,"body":[[1,2],[1,1],[1,1]]}]})",
            {.wraps = true, .grows_always = true, .hazard_damage = 7});
        CHECK(turn.turn == 12);
        CHECK(turn.ask == std::vector<std::string>{"zoe"});
        const auto& position = std::get<SnakePosition>(turn.position);
        CHECK(position.board == players::Board{11, 7, true});
        CHECK(position.grows_always);
        CHECK(position.hazard_damage == 7);
        CHECK(position.food == std::vector<Square>{{5, 5}});
        CHECK(position.hazards.size() == 2);
        REQUIRE(position.snakes.size() == 1);
        CHECK(position.snakes[0].name == "zoe");
        CHECK(position.snakes[0].health == 97);
        CHECK(position.snakes[0].body == std::vector<Square>{{1, 2}, {1, 1}, {1, 1}});
    }

    TEST_CASE("a turn of paint has the board, and the players that have not left") {
        const Turn turn =
            turn_with(R"({"turn":12,"width":3,"height":2,"cells":["a..","..b"],"players":[)"
                      R"({"name":"zoe","letter":"a","at":[0,1],"cells":1},)"
                      R"({"name":"ben","letter":"b","at":[2,0],"cells":1,"left":true}]})");
        const auto& canvas = std::get<Canvas>(turn.position);
        CHECK(canvas.owner({0, 1}) == 'a');
        CHECK(canvas.owner({2, 0}) == 'b');
        REQUIRE(canvas.painters.size() == 1);
        CHECK(canvas.painters[0].at == Square{0, 1});
    }

    TEST_CASE("a turn of other rules, and one that asks nobody, have no position") {
        CHECK(turn_with("[]").position.index() == 0);
        CHECK(turn_with("{}").position.index() == 0);
        CHECK(turn_with(R"({"cells":["."]})").position.index() == 0);
        const Message message =
            read_message(R"({"type":"turn","turn":1,"ask":[],"state":{"snakes":1}})", {});
        CHECK(std::get<Turn>(message).position.index() == 0);
    }

    TEST_CASE("other messages need no answer") {
        for (const char* line :
             {R"({"type":"out","turn":31,"player":"zoe","cause":"hazard"})",
              R"({"type":"end","turn":40,"ranks":[]})", R"({"type":"of a later version"})"}) {
            CHECK(read_message(line, {}).index() == 0);
        }
    }

    TEST_CASE("a line that is no message is refused, with the reason") {
        CHECK(complaint_about("").starts_with("column 1: "));
        CHECK(complaint_about("N zoe").starts_with("column 1: "));
        CHECK(complaint_about(R"({"type":"turn")").starts_with("column "));
        CHECK(complaint_about("[]") == "a message must be an object");
        CHECK(complaint_about("{}") == "\"type\" must be a string");
        CHECK(complaint_about(R"({"type":"hello"})") == "\"you\" must be an object");
        CHECK(complaint_about(R"({"type":"hello","you":{"players":"zoe"}})") ==
              "\"players\" must be a list");
        CHECK(complaint_about(R"({"type":"hello","you":{"players":[1]}})") ==
              "\"players\" must be a list of strings");
        CHECK(complaint_about(R"({"type":"turn","turn":-1})") == "\"turn\" must be a whole number");
        CHECK(complaint_about(R"({"type":"turn","turn":1})") == "\"ask\" must be a list");
    }

    TEST_CASE("a state that cannot be played is refused, with the reason") {
        const std::string board = R"("width":3,"height":2,"food":[],"hazards":[],)";
        CHECK(complaint_about_state(R"({"snakes":[]})") ==
              "\"width\" must be a whole number between 1 and 1000");
        CHECK(complaint_about_state(R"({"width":1001,"height":1,"snakes":[]})") ==
              "\"width\" must be a whole number between 1 and 1000");
        CHECK(complaint_about_state(R"({"width":18446744073709551615,"height":1,"snakes":[]})") ==
              "\"width\" must be a whole number between 1 and 1000");
        CHECK(complaint_about_state(R"({"width":3,"height":2,"food":[[1]],"snakes":[]})") ==
              "\"food\" must be made of pairs [x, y]");
        CHECK(complaint_about_state("{" + board +
                                    R"("snakes":[{"name":"zoe","health":1,"body":[]}]})") ==
              "\"body\" must be a list of at least one square");
        CHECK(complaint_about_state("{" + board + R"("snakes":[{"name":"zoe","body":[]}]})") ==
              "\"health\" must be a whole number between 0 and 1000000");
        CHECK(complaint_about_state("{" + board + R"("snakes":[7]})") ==
              "\"name\" must be a string");
        CHECK(complaint_about_state(R"({"width":2,"height":1,"cells":["."],"players":[]})") ==
              "\"cells\" must be as large as the board");
        CHECK(complaint_about_state(R"({"width":1,"height":1,"cells":["."],"players":[)"
                                    R"({"name":"zoe","letter":"a","at":[1,0]}]})") ==
              "\"at\" must be a square of the board");
    }
}
