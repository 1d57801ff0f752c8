#include "game/match/answer.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

using game::AnswerReader;
using Moves = game::AnswerReader::Moves;

namespace {

const AnswerReader zoe({{"zoe", "zoe"}}, Moves::directions);
const AnswerReader pair({{"john", "john-2"}, {"mary", "mary"}}, Moves::directions);
const AnswerReader free_zoe({{"zoe", "zoe"}}, Moves::any);
const AnswerReader free_pair({{"zoe", "zoe"}, {"ben", "ben"}}, Moves::any);

/// `0 N`, with `for 12` and what is said; `-` for no move, `ready` and `nothing`.
std::string heard(const AnswerReader& reader, std::string_view line) {
    const game::Heard heard = reader.read(line);
    if (const auto* answer = std::get_if<game::Answer>(&heard)) {
        std::string text = fmt::format("{} {}", answer->player, answer->move.value_or("-"));
        if (answer->turn) text += fmt::format(" for {}", *answer->turn);
        if (!answer->say.empty()) text += fmt::format(" says {}", answer->say);
        return text;
    }
    const auto* const ready = std::get_if<game::Ready>(&heard);
    if (ready == nullptr) return "nothing";
    return fmt::format("ready{}{}", ready->wants_rows ? " rows" : "", ready->colour.value_or(""));
}

}  // namespace

TEST_CASE("a move is a direction, with the player and the turn where that is said") {
    CHECK(heard(zoe, "N") == "0 N");
    CHECK(heard(zoe, "W zoe") == "0 W");
    CHECK(heard(zoe, "S zoe 12") == "0 S for 12");
    CHECK(heard(pair, "E mary") == "1 E");
    CHECK(heard(pair, "E mary 0") == "1 E for 0");
}

TEST_CASE("a worker with several players must name one") {
    CHECK(heard(pair, "N") == "nothing");
    CHECK(heard(pair, "") == "nothing");
    CHECK(heard(pair, R"({"move":"N"})") == "nothing");
    CHECK(heard(pair, R"({"move":"N","player":null})") == "nothing");
    CHECK(heard(zoe, R"({"move":"N","player":null,"turn":null})") == "0 N");
    CHECK(heard(pair, R"({"move":"N","player":"mary"})") == "1 N");
}

TEST_CASE("a worker calls its player by its own name, or by that of the match") {
    CHECK(heard(pair, "N john") == "0 N");
    CHECK(heard(pair, "N john-2") == "0 N");
    const AnswerReader twins({{"john", "john-2"}, {"john-2", "john-2-2"}}, Moves::directions);
    CHECK(heard(twins, "N john-2") == "1 N");
}

TEST_CASE("an empty line is no move of the only player") {
    CHECK(heard(zoe, "") == "0 -");
    CHECK(heard(zoe, R"({"move":null})") == "0 -");
    CHECK(heard(zoe, R"({"move":""})") == "0 -");
    CHECK(heard(free_zoe, "") == "0 -");
}

TEST_CASE("a line that is nearly a move has no effect") {
    for (const std::string_view line :
         {"n", "X", "N ", " N", "NE", "N  zoe", "N ben", "N zoe 1x", "N zoe -1", "N zoe  1",
          "N zoe 1 2", "NN zoe", "N zoe 99999999999999999999", "north", "zoe N", "N\tzoe"}) {
        CAPTURE(line);
        CHECK(heard(zoe, line) == "nothing");
    }
    CHECK(heard(zoe, std::string_view("N\0", 2)) == "nothing");
    CHECK(heard(zoe, "N \xff") == "nothing");
}

TEST_CASE("an answer in JSON has all that a line has, and something to say") {
    CHECK(heard(zoe, R"({"move":"N","player":"zoe","turn":12,"say":"I see food"})") ==
          "0 N for 12 says I see food");
    CHECK(heard(zoe, R"(  {"move" : "S"}  )") == "0 S");
    CHECK(heard(zoe, R"({"move":"Q"})") == "0 Q");  // which the rules judge
    CHECK(heard(zoe, R"({"move":"N","turn":null,"say":7,"other":[1]})") == "0 N");
}

TEST_CASE("JSON that is not an answer has no effect") {
    for (const std::string_view line :
         {R"({"move":["N"]})", R"({"move":"N","player":"ben"})", R"({"move":"N","player":7})",
          R"({"move":"N","turn":-1})", R"({"move":"N","turn":"12"})", R"({"move":"N","turn":1.5})",
          R"({"say":"hello"})", R"({"move":"N")", R"({"move":"N"} x)", "{}", "{", "[\"N\"]",
          "{\"move\":\"N\",\"say\":\"\xff\"}"}) {
        CAPTURE(line);
        CHECK(heard(zoe, line) == "nothing");
    }
    const std::string deep = R"({"move":"N","say":)" + std::string(10'000, '[');
    CHECK(heard(zoe, deep) == "nothing");
}

TEST_CASE("what a player says is cut after 160 characters") {
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "é";
    const game::Heard heard = zoe.read(fmt::format(R"({{"move":"N","say":"{}"}})", text));
    CHECK(std::get<game::Answer>(heard).say.size() == 320);
}

TEST_CASE("for a referee program a move is any text") {
    CHECK(heard(free_zoe, "3") == "0 3");
    CHECK(heard(free_zoe, "raise 100") == "0 raise 100");
    CHECK(heard(free_zoe, "N zoe") == "0 N zoe");
    CHECK(heard(free_zoe, R"({"move":"a b","turn":2})") == "0 a b for 2");
    CHECK(heard(free_zoe, R"({"move":3})") == "0 3");
    CHECK(heard(free_zoe, R"({"card":"K"})") == R"(0 {"card":"K"})");
    CHECK(heard(free_zoe, R"({"move":"3","player":"ben"})") == "nothing");
    CHECK(heard(free_pair, "raise 100 ben") == "1 raise 100");
    CHECK(heard(free_pair, "raise 100 ben 7") == "1 raise 100 for 7");
    CHECK(heard(free_pair, "raise") == "nothing");
    CHECK(heard(free_pair, "ben") == "nothing");
    CHECK(heard(free_pair, " ben") == "nothing");
}

TEST_CASE("a worker may say that it is ready, and what it wants") {
    CHECK(heard(zoe, R"({"ready":true,"want":["rows"],"colour":"#d33682"})") ==
          "ready rows#d33682");
    CHECK(heard(free_pair, R"({"ready":true})") == "ready");
    CHECK(heard(zoe, R"({"ready":true,"want":"rows","colour":"red"})") == "ready");
    CHECK(heard(zoe, R"({"ready":true,"colour":"#d3368\u001b"})") == "ready");
}
