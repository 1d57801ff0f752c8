#include "game/match/owed_turns.h"

#include <optional>

#include <doctest/doctest.h>

using game::OwedTurns;
using std::nullopt;

TEST_CASE("answers are matched to turns in the order in which they were asked") {
    OwedTurns owed;
    CHECK(owed.answer(nullopt) == nullopt);
    owed.ask(5);
    owed.ask(6);
    CHECK(owed.answer(nullopt) == 5);
    CHECK(owed.answer(nullopt) == 6);
    CHECK(owed.answer(nullopt) == nullopt);
}

TEST_CASE("an answer with a number is for that turn") {
    OwedTurns owed;
    owed.ask(5);
    owed.ask(6);
    CHECK(owed.answer(6) == 6);
    CHECK(owed.answer(6) == nullopt);
    CHECK(owed.answer(7) == nullopt);
    CHECK(owed.answer(4) == nullopt);
    CHECK(owed.answer(nullopt) == 5);
}

TEST_CASE("a turn that was never written is not owed an answer") {
    OwedTurns owed;
    owed.ask(5);
    owed.ask(6);
    owed.drop(5);
    owed.drop(5);
    CHECK(owed.answer(nullopt) == 6);
}

TEST_CASE("of a player who never answers little is kept, and nothing is mistaken") {
    OwedTurns owed;
    for (std::uint64_t turn = 1; turn <= 5000; ++turn)
        owed.ask(turn);
    CHECK(owed.answer(5001) == nullopt);
    CHECK(owed.answer(17) == 17);  // one of the forgotten
    int before = 0;
    while (owed.answer(nullopt) != 5000)
        ++before;
    CHECK(before == 4998);
    CHECK(owed.answer(nullopt) == nullopt);
    CHECK(owed.answer(4000) == nullopt);
}
