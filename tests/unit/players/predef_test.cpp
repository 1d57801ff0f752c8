#include "players/predef.h"

#include <stdexcept>

#include <doctest/doctest.h>

using players::PlayerSpec;
using players::predef;

TEST_CASE("the predefs are listed as the model lists them") {
    CHECK(players::list_predefs() ==
          "predefined 1: [Players john: 3x0.8s + mary: 7x0.4s]\n"
          "predefined 2: [Players bill: 5x0.5s + jane: 4x0.7s]\n"
          "predefined 3: [Players augustin: 8x0.8s + randalphe: 10x0.6s]\n"
          "predefined 4: [Players bertrand: 12x0.5s + juliette: 8x0.7s]\n");
}

TEST_CASE("a predef is two players") {
    CHECK(predef(1) == std::vector<PlayerSpec>{{"john", 3, 0.8}, {"mary", 7, 0.4}});
    CHECK(predef(4) == std::vector<PlayerSpec>{{"bertrand", 12, 0.5}, {"juliette", 8, 0.7}});
}

TEST_CASE("there are four predefs") {
    CHECK_THROWS_AS(predef(0), std::out_of_range);
    CHECK_THROWS_AS(predef(5), std::out_of_range);
}
