// Schedule: which matches there are, and which come next.

#include "game/tournament/schedule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace game::tournament;

namespace {

/// The player with the smaller number wins; `is_void`: nobody.
MatchResult played(const PlannedMatch& match, bool is_void = false) {
    MatchResult result;
    result.match = match.match;
    result.seed = match.seed;
    result.is_void = is_void;
    std::vector<std::size_t> sorted = match.players;
    std::ranges::sort(sorted);
    result.players.reserve(sorted.size());
    for (const std::size_t player : match.players) {
        const auto place = std::ranges::find(sorted, player) - sorted.begin();
        result.players.push_back({player, is_void ? 0U : static_cast<std::uint64_t>(place) + 1});
    }
    return result;
}

PairingSettings settings(Format format, std::size_t players, std::size_t group = 2,
                         std::size_t rounds = 1) {
    return {format, players, group, rounds, 7};
}

}  // namespace

TEST_SUITE("tournament schedule") {
    TEST_CASE("matches of an encounter have one seed and all rotations") {
        Schedule schedule(settings(Format::free_for_all, 3, 3));
        CHECK(schedule.planned_matches() == 3);
        std::vector<PlannedMatch> matches;
        while (const auto match = schedule.next())
            matches.push_back(*match);
        REQUIRE(matches.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(matches[i].match == i + 1);
            CHECK(matches[i].seed == encounter_seed(7, 1));
            CHECK(matches[i].players[0] == matches[0].players[i]);
        }
    }

    TEST_CASE("seeds of encounters differ, and every reader of JSON has them") {
        CHECK(encounter_seed(7, 1) != encounter_seed(7, 2));
        CHECK(encounter_seed(7, 1) != encounter_seed(8, 1));
        for (std::uint64_t encounter = 1; encounter < 100; ++encounter)
            CHECK(encounter_seed(7, encounter) < std::uint64_t{1} << 53U);
    }

    TEST_CASE("a round that depends on results waits for them, in whatever order they come") {
        Schedule schedule(settings(Format::knockout, 4));
        std::vector<PlannedMatch> first;
        while (const auto match = schedule.next())
            first.push_back(*match);
        CHECK(first.size() == 4);
        CHECK_FALSE(schedule.is_over());
        std::ranges::reverse(first);
        for (const PlannedMatch& match : first) {
            CHECK_FALSE(schedule.next());
            CHECK_FALSE(schedule.add(played(match)));
        }
        for (int i = 0; i < 2; ++i) {
            const auto match = schedule.next();
            REQUIRE(match);
            CHECK_FALSE(schedule.add(played(*match)));
        }
        CHECK(schedule.is_over());
        CHECK(schedule.played_matches() == 6);
        CHECK(schedule.planned_matches() == 6);
    }

    TEST_CASE("a match that is given back comes again") {
        Schedule schedule(settings(Format::round_robin, 2));
        const auto first = schedule.next();
        REQUIRE(first);
        schedule.give_back(first->match);
        const auto again = schedule.next();
        REQUIRE(again);
        CHECK(again->match == first->match);
    }

    TEST_CASE("a result that is there is not played again; one that does not fit is refused") {
        Schedule schedule(settings(Format::round_robin, 3));
        const PlannedMatch second = schedule.match(2);
        CHECK_FALSE(schedule.add(played(second)));
        CHECK(schedule.add(played(second)).value() == "match 2 occurs twice");
        MatchResult strange = played(schedule.match(1));
        strange.match = 99;
        CHECK(schedule.add(strange).value() == "this tournament has no match 99");
        strange.match = 0;
        CHECK(schedule.add(strange));
        strange = played(schedule.match(3));
        std::swap(strange.players[0], strange.players[1]);
        CHECK(schedule.add(strange).value() ==
              "match 3 has other players or another seed in this tournament");
        std::vector<std::uint64_t> left;
        while (const auto match = schedule.next())
            left.push_back(match->match);
        CHECK(left == std::vector<std::uint64_t>{1, 3, 4, 5, 6});
    }

    TEST_CASE("void matches count for nobody") {
        Schedule schedule(settings(Format::round_robin, 2));
        CHECK_FALSE(schedule.add(played(schedule.match(1), true)));
        CHECK_FALSE(schedule.add(played(schedule.match(2))));
        CHECK(schedule.is_over());
        const std::vector<double> points = schedule.encounters().front().points();
        CHECK(points[schedule.encounters().front().players[0] == 0 ? 0 : 1] == 1);
        Schedule nobody(settings(Format::round_robin, 2));
        CHECK_FALSE(nobody.add(played(nobody.match(1), true)));
        CHECK_FALSE(nobody.add(played(nobody.match(2), true)));
        CHECK(nobody.encounters().front().points().empty());
    }

    TEST_CASE("points of a match of three are the share of the others that were beaten") {
        Schedule schedule(settings(Format::free_for_all, 3, 3));
        while (const auto match = schedule.next())
            CHECK_FALSE(schedule.add(played(*match)));
        const ScheduledEncounter& encounter = schedule.encounters().front();
        for (std::size_t i = 0; i < 3; ++i) {
            const double expected = 1 - static_cast<double>(encounter.players[i]) / 2;
            CHECK(encounter.points()[i] == doctest::Approx(expected));
        }
    }

    TEST_CASE("the test is decided by encounters in order, and ends the tournament") {
        const SprtSettings test{0, 300, 0.05, 0.05};
        Schedule schedule(settings(Format::round_robin, 2, 2, 500), test);
        std::vector<PlannedMatch> matches;
        while (matches.size() < 200)
            matches.push_back(*schedule.next());
        // The first encounter is the last to be complete.
        for (std::size_t i = matches.size(); i-- > 1;) {
            CHECK_FALSE(schedule.add(played(matches[i])));
            CHECK_FALSE(schedule.is_decided());
        }
        CHECK_FALSE(schedule.add(played(matches[0])));
        CHECK(schedule.is_decided());
        CHECK(schedule.is_over());
        CHECK_FALSE(schedule.next());
        CHECK(schedule.encounters().size() == schedule.test()->encounters());
        CHECK(schedule.encounters().size() < 100);
    }
}
