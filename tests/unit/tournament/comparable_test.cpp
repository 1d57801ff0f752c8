// Who is rated and who is not, and why; the same for intervals.

#include "game/tournament/comparable.h"

#include "tests/unit/tournament/simulation.h"

#include <vector>

#include <doctest/doctest.h>

using game::tournament::rate;
using game::tournament::RatedEncounter;
using game::tournament::Rating;
using game::tournament::text_of;
using game::tournament::Unrated;
using tests::draw;
using tests::Encounters;
using tests::win;

namespace {

std::vector<Unrated> reasons(std::size_t players, const Encounters& encounters) {
    std::vector<Unrated> reasons;
    for (const Rating& rating : rate(players, encounters)) {
        CHECK(rating.value.has_value() == (rating.why_no_value == Unrated::no));
        CHECK(rating.interval.has_value() == (rating.why_no_interval == Unrated::no));
        reasons.push_back(rating.why_no_value);
    }
    return reasons;
}

}  // namespace

TEST_CASE("ratings: undefined ones have a reason") {
    using enum Unrated;
    using Reasons = std::vector<Unrated>;
    CHECK(rate(0, {}).empty());
    CHECK(reasons(1, {}) == Reasons{only_player});
    CHECK(reasons(2, {}) == Reasons{met_nobody, met_nobody});
    CHECK(reasons(2, {win(0, 1), win(0, 1)}) == Reasons{always_wins, always_loses});
    CHECK(reasons(3, {draw(0, 1)}) == Reasons{no, no, met_nobody});
    // One that always loses does not spoil the others; nor does one that always wins.
    CHECK(reasons(4, {win(0, 1), win(1, 0), win(1, 2), win(3, 0)}) ==
          Reasons{no, no, always_loses, always_wins});
    // A chain: no group is larger than another.
    CHECK(reasons(3, {win(0, 1), win(1, 2)}) == Reasons{always_wins, one_way, always_loses});
    CHECK(reasons(4, {draw(0, 1), draw(2, 3), win(0, 2)}) ==
          Reasons{one_way, one_way, one_way, one_way});
    CHECK(reasons(4, {draw(0, 1), draw(2, 3)}) == Reasons{separate, separate, separate, separate});
    CHECK(reasons(5, {draw(0, 1), draw(1, 2), draw(3, 4)}) ==
          Reasons{no, no, no, separate, separate});
    CHECK(reasons(5, {draw(0, 1), draw(1, 2), draw(3, 4), win(0, 4)}) ==
          Reasons{no, no, no, one_way, one_way});
    CHECK(text_of(always_wins) == "always wins");
    CHECK(text_of(no).empty());
}

TEST_CASE("ratings: who is infinitely far away has no influence on the others") {
    const Encounters among = {win(0, 1), win(0, 1), win(1, 0), draw(0, 1)};
    Encounters with_others = among;
    with_others.push_back(win(2, 0));
    with_others.push_back({{{{0, 1, 3, 2}, {2, 3, 4, 1}}}});
    Encounters same = among;
    same.push_back(win(0, 1));
    const auto ratings = rate(4, with_others);
    CHECK(ratings[0].value == rate(2, same)[0].value);
    CHECK(ratings[0].interval == rate(2, same)[0].interval);
    CHECK(ratings[3].why_no_value == Unrated::always_loses);
    CHECK(ratings[3].why_no_interval == Unrated::always_loses);
}

TEST_CASE("ratings: an interval needs several encounters that do not go alike") {
    const RatedEncounter both = {{{{0, 1}, {1, 2}}, {{0, 1}, {1, 2}}, {{0, 1}, {2, 1}}}};
    const auto of = [](const Encounters& encounters) {
        const auto ratings = rate(2, encounters);
        CHECK(ratings[0].value.has_value());
        CHECK(ratings[0].interval.has_value() == (ratings[0].why_no_interval == Unrated::no));
        return ratings[0].why_no_interval;
    };
    CHECK(of({both}) == Unrated::too_few_encounters);
    CHECK(of({both, both}) == Unrated::no_variance);
    CHECK(of({both, draw(0, 1)}) == Unrated::no);
    CHECK(of({draw(0, 1), draw(0, 1), draw(0, 1)}) == Unrated::no_variance);
    // Without its only encounter, the third one could not be compared.
    const auto ratings = rate(3, Encounters{both, draw(0, 1), both, draw(1, 2)});
    for (const Rating& rating : ratings) {
        CHECK(rating.value.has_value());
        CHECK(rating.why_no_interval == Unrated::too_few_encounters);
    }
}
