#include "players/match_player.h"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using players::MatchPlayer;

namespace {

std::string hello_for(const std::string& names, const std::string& seed = "7",
                      const std::string& settings = "{}") {
    return R"({"type":"hello","protocol":1,"rules":"snake","settings":)" + settings +
           R"(,"you":{"worker":1,"players":)" + names + R"(,"seed":)" + seed + "}}";
}

std::string turn_of(int turn, const std::string& ask, const std::string& state) {
    return R"({"type":"turn","turn":)" + std::to_string(turn) + R"(,"ask":)" + ask +
           R"(,"limit":0.2,"last":[],"state":)" + state + "}";
}

/// zoe is in a corner, and ben in the opposite one.
const std::string corners = R"({"turn":1,"width":5,"height":5,"food":[],"hazards":[],"snakes":[)"
                            R"({"name":"zoe","health":97,"body":[[0,0],[0,1],[0,2]]},)"
                            R"({"name":"ben","health":97,"body":[[4,4],[3,4],[2,4]]}]})";

const std::string open_board = R"({"turn":1,"width":9,"height":9,"food":[],"hazards":[],"snakes":[)"
                               R"({"name":"zoe","health":97,"body":[[4,4],[4,4],[4,4]]}]})";

std::string answers(MatchPlayer player, const std::string& seed) {
    std::string all = player.hear(hello_for(R"(["zoe"])", seed));
    for (int turn = 1; turn <= 20; ++turn)
        all += player.hear(turn_of(turn, R"(["zoe"])", open_board));
    return all;
}

}  // namespace

TEST_SUITE("match player") {
    TEST_CASE("it answers each turn for those who are asked") {
        MatchPlayer player(std::nullopt);
        CHECK(player.hear(hello_for(R"(["zoe","ben"])")).empty());
        CHECK(player.hear(turn_of(3, R"(["zoe","ben"])", corners)) ==
              "{\"move\":\"E\",\"player\":\"zoe\",\"turn\":3}\n"
              "{\"move\":\"S\",\"player\":\"ben\",\"turn\":3}\n");
        CHECK(player.hear(turn_of(4, R"(["ben"])", corners)) ==
              "{\"move\":\"S\",\"player\":\"ben\",\"turn\":4}\n");
        CHECK(player.hear(turn_of(5, "[]", corners)).empty());
        CHECK(player.hear(R"({"type":"out","turn":5,"player":"zoe","cause":"hazard"})").empty());
        CHECK(player.hear(R"({"type":"end","turn":5,"ranks":[]})").empty());
    }

    TEST_CASE("it plays by the settings of the match") {
        MatchPlayer player(std::nullopt);
        const std::string state = R"({"width":3,"height":1,"food":[],"hazards":[],"snakes":[)"
                                  R"({"name":"zoe","health":97,"body":[[0,0],[1,0],[1,0]]}]})";
        player.hear(hello_for(R"(["zoe"])", "7", R"({"variant":"wrapped"})"));
        CHECK(player.hear(turn_of(1, R"(["zoe"])", state)) ==
              "{\"move\":\"W\",\"player\":\"zoe\",\"turn\":1}\n");
    }

    TEST_CASE("the seed of the match draws, unless another is given") {
        CHECK(answers(MatchPlayer(std::nullopt), "7") == answers(MatchPlayer(std::nullopt), "7"));
        CHECK(answers(MatchPlayer(std::nullopt), "7") != answers(MatchPlayer(std::nullopt), "8"));
        CHECK(answers(MatchPlayer(5), "7") == answers(MatchPlayer(5), "8"));
    }

    TEST_CASE("its players draw by themselves") {
        MatchPlayer player(std::nullopt);
        player.hear(hello_for(R"(["ben","zoe"])"));
        MatchPlayer other(std::nullopt);
        other.hear(hello_for(R"(["ben","zoe"])"));
        other.hear(turn_of(1, R"(["ben"])", corners));
        CHECK(player.hear(turn_of(2, R"(["zoe"])", open_board)) ==
              other.hear(turn_of(2, R"(["zoe"])", open_board)));
    }

    TEST_CASE("a player who is out comes back with any move") {
        MatchPlayer player(std::nullopt);
        player.hear(hello_for(R"(["max"])"));
        CHECK(player.hear(turn_of(1, R"(["max"])", corners)).starts_with("{\"move\":\""));
    }

    TEST_CASE("it paints") {
        MatchPlayer player(std::nullopt);
        player.hear(hello_for(R"(["zoe"])", "7", R"({"edges":"wall"})"));
        const std::string state = R"({"width":3,"height":1,"cells":["aa."],"players":[)"
                                  R"({"name":"zoe","letter":"a","at":[1,0],"cells":2}]})";
        CHECK(player.hear(turn_of(1, R"(["zoe"])", state)) ==
              "{\"move\":\"E\",\"player\":\"zoe\",\"turn\":1}\n");
    }

    TEST_CASE("in a game that it does not know it makes no move") {
        MatchPlayer one(std::nullopt);
        one.hear(hello_for(R"(["zoe"])"));
        CHECK(one.hear(turn_of(1, R"(["zoe"])", "{}")) == "\n");
        MatchPlayer two(std::nullopt);
        two.hear(hello_for(R"(["zoe","ben"])"));
        CHECK(two.hear(turn_of(1, R"(["zoe","ben"])", "{}")).empty());
    }

    TEST_CASE("it plays without a hello, and after a line that is no message") {
        MatchPlayer player(7);
        CHECK_THROWS_AS(player.hear("nonsense"), std::invalid_argument);
        CHECK(player.hear(turn_of(3, R"(["zoe"])", corners)) ==
              "{\"move\":\"E\",\"player\":\"zoe\",\"turn\":3}\n");
    }
}
