#include "game/reporters/standings_table.h"

#include "tests/unit/shown_lines.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using game::standings_lines;
using game::StandingsEvent;
using game::StandingsRow;

namespace {

using Lines = std::vector<std::string>;

StandingsRow row_of(const std::string& name, std::uint64_t encounters, double points) {
    StandingsRow row;
    row.name = name;
    row.unrated = "no encounter";
    row.encounters = encounters;
    row.points = points;
    return row;
}

Lines lines_of(const std::vector<StandingsRow>& rows, std::uint64_t matches, std::uint64_t voids,
               bool is_part) {
    StandingsEvent event;
    event.matches = matches;
    event.voids = voids;
    event.planned = 12;
    event.players = rows;
    return standings_lines(event, {}, is_part);
}

}  // namespace

TEST_SUITE("standings table") {
    TEST_CASE("points have two decimals at most, and halves are rounded up") {
        const Lines lines = lines_of({row_of("ann", 8, 0.625), row_of("ben", 8, 4.375),
                                      row_of("cy", 8, 1.5), row_of("di", 8, 2)},
                                     4, 0, false);
        REQUIRE(lines.size() == 7);
        CHECK(lines[2].find("  0.63  ") != std::string::npos);
        CHECK(lines[3].find("  4.38  ") != std::string::npos);
        CHECK(lines[4].find("   1.5  ") != std::string::npos);
        CHECK(lines[5].find("     2  ") != std::string::npos);
    }

    TEST_CASE("without a whole encounter it is said why there are no figures") {
        const std::vector<StandingsRow> none = {row_of("ann", 0, 0), row_of("ben", 0, 0)};
        CHECK(lines_of(none, 3, 0, false).back() ==
              "         no whole encounter yet: one counts when all its matches have ended");
        CHECK(lines_of(none, 3, 0, true).back() ==
              "         no whole encounter in one part: see --standings of all results");
        const std::string usual = "         no rating - no encounter: ann, ben";
        CHECK(lines_of(none, 0, 0, true).back() == usual);
        CHECK(lines_of(none, 0, 3, false).back() == usual);
        CHECK(lines_of({row_of("ann", 1, 0), row_of("ben", 1, 1)}, 3, 0, true).back() == usual);
    }
}
